package dev.crosstalk.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayOptionsTest {
    @Test
    void logsAloneAreEnough() {
        ReplayOptions options = ReplayOptions.parse(List.of("a.log", "b.log"));

        assertThat(options.logs()).containsExactly(Path.of("a.log"), Path.of("b.log"));
        assertThat(options.nodes()).containsExactly(URI.create("http://127.0.0.1:8080"));
        assertThat(options.speed()).isEqualTo(60);
    }

    @Test
    void everyOptionIsTaken() {
        ReplayOptions options = ReplayOptions.parse(List.of(
                "--nodes",
                "http://127.0.0.1:1,http://127.0.0.1:2",
                "--flat-out",
                "--patience",
                "5",
                "--report",
                "r",
                "x"));

        assertThat(options.nodes()).hasSize(2);
        assertThat(options.flatOut()).isTrue();
        assertThat(options.patienceSeconds()).isEqualTo(5);
        assertThat(options.report()).isEqualTo(Path.of("r"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "--speed 0 x", "--speed x x", "--speed", "--nodes ftp://host x", "--nodes :: x", "--nod x"})
    void aWrongCommandLineIsRefused(String line) {
        List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" "));

        assertThatThrownBy(() -> ReplayOptions.parse(words)).isInstanceOf(IllegalArgumentException.class);
    }
}
