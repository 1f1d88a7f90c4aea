package dev.crosstalk.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark in its shortest form: that it measures, never how much. */
@Timeout(300)
class BenchmarkIT {
    @TempDir
    Path directory;

    @Test
    void serversSideBySideAreLoadedAndEveryDeliveryIsAccountedFor() throws Exception {
        List<Measurement> measured = run("--scenarios fan-out --contenders crosstalk,stock-sockjs --sizes 10");

        assertThat(measured).hasSize(6).allSatisfy(one -> {
            assertThat(one.values().get("deliveries/s")).isPositive();
            assertThat(one.values().get(Metrics.CPU_EACH)).isNotNegative();
            assertThat(one.values().get(Metrics.P99)).isPositive();
            assertThat(one.values().get(Metrics.MISSING)).isZero();
            assertThat(one.values().get(Metrics.UNEXPECTED)).isZero();
        });
        assertThat(measured).extracting(Measurement::contender).contains("crosstalk", "stock-sockjs");
        assertThat(Files.readString(directory.resolve("results.json"))).contains("\"deliveries/s\"");
        assertThat(Files.readString(directory.resolve("results.md"))).contains("| crosstalk", "| stock-sockjs");
        assertThat(directory.resolve("latency-fan-out-one-room-20-messages-s-10.svg"))
                .content()
                .contains("<polyline");
    }

    @Test
    void storedPostsAreAnsweredAndReachEverybody() {
        List<Measurement> measured = run("--scenarios durable --databases sqlite --sizes 10 --rates 50");

        assertThat(measured).hasSize(4).allSatisfy(one -> {
            assertThat(one.values().get("posts/s")).isPositive();
            assertThat(one.values().get("answer: p99 ms")).isPositive();
            assertThat(one.values().get(Metrics.MISSING)).isZero();
            assertThat(one.values().get(Metrics.UNEXPECTED)).isZero();
        });
    }

    private List<Measurement> run(String words) {
        String shortest = " --seconds 0.5 --warm-up 0.5 --repetitions 1 --server-cpu none --load-cpu none --out ";
        return Benchmark.run(
                        Arrays.asList((words + shortest + directory).split(" ")),
                        new PrintStream(System.out, true, StandardCharsets.UTF_8))
                .measurements();
    }
}
