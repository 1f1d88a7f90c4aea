package dev.crosstalk.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {
    record Door(String host, int port, List<String> origins, Secret password) {
        Door {
            if (port < 0) {
                throw new IllegalArgumentException("port is negative");
            }
        }
    }

    record House(String dataDirectory, Door door, boolean open) {}

    private static final House DEFAULTS = new House("data", new Door("localhost", 80, List.of(), null), false);

    @TempDir
    Path directory;

    private final ConfigLoader<House> loader = new ConfigLoader<>(DEFAULTS);

    @Test
    void theFileOverlaysTheDefaultsAndTheEnvironmentTheFile() throws IOException {
        House house = loader.load(
                file("{\"door\": {\"port\": 81, \"host\": \"a\"}} // and a comment"),
                Map.of(
                        "CROSSTALK_DOOR_PORT",
                        "82",
                        "CROSSTALK_DOOR_ORIGINS",
                        "x, y",
                        "CROSSTALK_OPEN",
                        "true",
                        "HOME",
                        "/"));
        assertThat(house).isEqualTo(new House("data", new Door("a", 82, List.of("x", "y"), null), true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"dor\": {}}|unknown key dor; did you mean door?",
                "{\"door\": {\"prot\": 1}}|unknown key door.prot; did you mean door.port?",
                "{\"door\": {\"port\": \"x\"}}|door.port must be a whole number, not \"x\"",
                "{\"door\": {\"port\": 1.5}}|door.port must be a whole number, not 1.5",
                "{\"door\": {\"port\": null}}|door.port must be a whole number, not null",
                "{\"door\": {\"port\": -1}}|door: port is negative",
                "{\"door\": 1}|door must be an object",
                "{\"open\": \"yes\"}|open must be true or false, not \"yes\"",
                "{\"door\": {\"origins\": \"x\"}}|door.origins must be a list, not \"x\"",
                "{\"door\": |not JSON, line 1",
                "[]|not a JSON object",
            })
    void whatNobodyReadsIsRefusedAndNamed(String json, String message) throws IOException {
        Path file = file(json);
        assertThatThrownBy(() -> loader.load(file, Map.of()))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining(message);
    }

    @Test
    void anUnknownVariableIsRefusedWithTheNearest() {
        assertThatThrownBy(() -> loader.load(null, Map.of("CROSSTALK_DOOR_PROT", "1")))
                .hasMessage("unknown environment variable CROSSTALK_DOOR_PROT; did you mean CROSSTALK_DOOR_PORT?");
        assertThatThrownBy(() -> loader.load(null, Map.of("CROSSTALK_DOOR_PORT", "many")))
                .hasMessage("CROSSTALK_DOOR_PORT must be a whole number, not \"many\"");
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = directory.resolve("missing.json");
        assertThatThrownBy(() -> loader.load(missing, Map.of())).hasMessage(missing + ": there is no such file");
    }

    @Test
    void aSecretIsReadButNeverPrinted() throws IOException {
        House house = loader.load(file("{\"door\": {\"password\": \"hunter2\"}}"), Map.of());
        assertThat(house.door().password().reveal()).isEqualTo("hunter2");
        assertThat(loader.print(house)).contains("\"password\" : \"***\"").doesNotContain("hunter2");
        Path mistyped = file("{\"door\": {\"password\": 123456}}");
        assertThatThrownBy(() -> loader.load(mistyped, Map.of()))
                .hasMessageContaining("door.password must be a text")
                .hasMessageNotContaining("123456");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("conf.json"), text);
    }
}
