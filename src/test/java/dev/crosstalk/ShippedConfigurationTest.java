package dev.crosstalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosstalk.config.ConfigLoader;
import dev.crosstalk.config.StartupFailure;
import dev.crosstalk.persistence.MessageSettings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is shipped in {@code conf} is valid, and is what it says. */
class ShippedConfigurationTest {
    private final ConfigLoader<Config> loader = new ConfigLoader<>(Config.DEFAULTS);

    @Test
    void theEmbeddedExampleIsTheDefault() {
        assertThat(loader.load(Path.of("conf/crosstalk.json"), Map.of())).isEqualTo(Config.DEFAULTS);
    }

    @Test
    void theTwoClusterExamplesShareStoresAndMembersAndNoPort() {
        Config first = loader.load(Path.of("conf/cluster/node-1.json"), Map.of());
        Config second = loader.load(Path.of("conf/cluster/node-2.json"), Map.of());
        assertThat(first.cluster().enabled()).isTrue();
        assertThat(first.cluster().members())
                .isEqualTo(second.cluster().members())
                .hasSize(2);
        assertThat(first.verticles()).isEqualTo(second.verticles());
        assertThat(first.http().port()).isNotEqualTo(second.http().port());
        assertThat(first.cluster().port()).isNotEqualTo(second.cluster().port());
        assertThat(first.cluster().busPort()).isNotEqualTo(second.cluster().busPort());
    }

    @ParameterizedTest
    @CsvSource({
        "CROSSTALK_HTTP_ORIGINS, *",
        "CROSSTALK_HTTP_ORIGINS, https://chat.example.org/",
        "CROSSTALK_HTTP_MAX_BODY_BYTES, -1",
        "CROSSTALK_VERTICLES_WEB_API_URL, ::bad",
        "CROSSTALK_VERTICLES_API_INSTANCES, -3",
        "CROSSTALK_VERTICLES_API_PORT, 70000",
        "CROSSTALK_DATA_DIRECTORY, ''",
        "CROSSTALK_VERTICLES_PERSISTENCE_SETTINGS_URL, oracle://x",
        "CROSSTALK_VERTICLES_PERSISTENCE_SETTINGS_URL, mysql://root:sesame@localhost/crosstalk",
        "CROSSTALK_VERTICLES_PERSISTENCE_SETTINGS_BATCH_ROWS, 3001",
        "CROSSTALK_VERTICLES_PERSISTENCE_SETTINGS_WRITERS, 0",
        "CROSSTALK_VERTICLES_PERSISTENCE_SETTINGS_TRANSACTION_MS, 10",
        "CROSSTALK_VERTICLES_PERSISTENCE_SETTINGS_MAX_CHANGES, 0",
        "CROSSTALK_VERTICLES_PERSISTENCE_SETTINGS_MESSAGES_EDIT_SECONDS, -1",
        "CROSSTALK_VERTICLES_PERSISTENCE_SETTINGS_MESSAGES_DELETE_SECONDS, -1",
        "CROSSTALK_VERTICLES_PERSISTENCE_SETTINGS_MESSAGES_EVERYONE_MEMBERS, -1",
    })
    void whatCannotWorkIsRefusedWhenItIsChecked(String variable, String value) {
        assertThatThrownBy(() -> loader.load(null, Map.of(variable, value))).isInstanceOf(StartupFailure.class);
    }

    @Test
    void howFarPeopleMayGoIsReadFromTheKeysThatTheOperatingPageNames() {
        String settings = "CROSSTALK_VERTICLES_PERSISTENCE_SETTINGS_";
        Config config = loader.load(
                null,
                Map.of(
                        settings + "MAX_CHANGES", "4",
                        settings + "MESSAGES_EDIT_SECONDS", "1",
                        settings + "MESSAGES_DELETE_SECONDS", "2",
                        settings + "MESSAGES_EVERYONE_MEMBERS", "3"));
        assertThat(config.verticles().persistence().settings().messages()).isEqualTo(new MessageSettings(1, 2, 3));
        assertThat(config.verticles().persistence().settings().maxChanges()).isEqualTo(4);
    }

    @Test
    void thePasswordOfTheDatabaseIsNotPrinted() {
        Config config = loader.load(null, Map.of("CROSSTALK_VERTICLES_PERSISTENCE_SETTINGS_PASSWORD", "open sesame"));
        assertThat(config.verticles().persistence().settings().password().reveal())
                .isEqualTo("open sesame");
        assertThat(loader.print(config)).doesNotContain("sesame");
    }

    @Test
    void everyKeyHasAVariable() {
        Config config = loader.load(
                null,
                Map.of(
                        "CROSSTALK_HTTP_PORT", "8090",
                        "CROSSTALK_DATA_DIRECTORY", "elsewhere",
                        "CROSSTALK_VERTICLES_PERSISTENCE_ENABLED", "false",
                        "CROSSTALK_VERTICLES_BRIDGE_PORT", "8091",
                        "CROSSTALK_CLUSTER_MEMBERS", "10.0.0.1,10.0.0.2"));
        assertThat(config.http().port()).isEqualTo(8090);
        assertThat(config.dataDirectory()).isEqualTo(Path.of("elsewhere"));
        assertThat(config.verticles().persistence().enabled()).isFalse();
        assertThat(config.verticles().bridge().port()).isEqualTo(8091);
        assertThat(config.cluster().members()).containsExactly("10.0.0.1", "10.0.0.2");
    }
}
