package dev.crosstalk.bench;

import dev.crosstalk.bridge.BridgeSettings;
import dev.crosstalk.bus.Json;
import dev.crosstalk.persistence.PersistenceSettings;
import dev.crosstalk.testing.ChildProcess;
import dev.crosstalk.testing.Executables;
import io.netty.util.Version;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where and with what was measured. */
final class Machine {
    private Machine() {}

    static Map<String, String> describe(Options options, Programs programs) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("date", LocalDate.now(Clock.systemUTC()).toString());
        facts.put(
                "machine",
                Runtime.getRuntime().availableProcessors() + " × " + field("/proc/cpuinfo", "model name") + ", memory "
                        + field("/proc/meminfo", "MemTotal") + ", " + System.getProperty("os.name") + " "
                        + System.getProperty("os.version"));
        facts.put("load average before", read(Path.of("/proc/loadavg")).strip());
        facts.put("versions", versions());
        facts.put("pinning", pinning(options, programs));
        facts.put("coalescing", "a tick, under load up to coalesceMs; " + Json.write(BridgeSettings.DEFAULTS));
        facts.put("writer", writer(PersistenceSettings.DEFAULTS));
        facts.put(
                "each measurement",
                options.warmUp() + " s of warm-up, " + options.seconds() + " s measured, " + options.repetitions()
                        + " times in turn, texts of " + Scenarios.TEXT_BYTES + " bytes");
        return facts;
    }

    private static String versions() {
        return "Java " + Runtime.version() + " (" + System.getProperty("java.vm.name") + "), Vert.x " + vertx()
                + ", Netty " + Version.identify().get("netty-common").artifactVersion()
                + Executables.find("node", "nodejs")
                        .map(node -> ", Node.js "
                                + ChildProcess.run(
                                                List.of(node.toString(), "--version"),
                                                Path.of("").toAbsolutePath(),
                                                Map.of())
                                        .get(0))
                        .orElse("");
    }

    private static String vertx() {
        try (InputStream version = Machine.class.getResourceAsStream("/META-INF/vertx/vertx-version.txt")) {
            return version == null ? "of unknown version" : new String(version.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pinning(Options options, Programs programs) {
        if (!programs.canPin()) {
            return "none, as there is no taskset";
        }
        return "servers " + core(options.serverCpu()) + ", load " + core(options.loadCpu()) + ", MariaDB "
                + core(options.databaseCpu());
    }

    private static String core(String cpu) {
        return cpu.isEmpty() ? "anywhere" : "on core " + cpu;
    }

    private static String writer(PersistenceSettings settings) {
        return settings.writers() + " lanes (SQLite 1), batches of " + settings.collectMs() + " ms, "
                + settings.batchRows() + " rows or " + settings.batchBytes() + " bytes";
    }

    private static String field(String file, String name) {
        return read(Path.of(file))
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
