package dev.crosstalk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServerProcessIT {
    @TempDir
    Path directory;

    @Test
    void theBuiltJarRunsInAProcessOfItsOwnToItsEnd() {
        try (ServerProcess server = ServerProcess.start(directory, Map.of(), "--version")) {
            assertThat(server.process().awaitExit()).isZero();
            assertThat(server.process().isAlive()).isFalse();
        }
    }
}
