package dev.crosstalk.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.bus.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapacityCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... words) {
        return new CapacityCommand(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of(words));
    }

    private String said() {
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theTableNamesEveryFigureWithWhatItRestsOn() {
        assertThat(run("--daily-users", "1000")).isZero();
        assertThat(said())
                .contains("1,000  --daily-users              people a day (given)")
                .contains("(provisional)")
                .contains("(target or measured elsewhere)")
                .contains("What breaks first");
    }

    @Test
    void jsonHasTheSameNumbers() {
        assertThat(run("--json", "--node-sockets", "50000")).isZero();
        JsonNode json = Json.parse(said());
        assertThat(json.at("/needs/sockets").asLong()).isEqualTo(12_000_000);
        assertThat(json.at("/needs/bridgeNodes").asLong()).isEqualTo(401);
        assertThat(json.at("/figures/node-sockets/value").asLong()).isEqualTo(50_000);
        assertThat(json.at("/figures/node-sockets/basis").asText()).isEqualTo("given");
        assertThat(json.at("/figures/delivery-us/value").asDouble()).isEqualTo(15.7);
        assertThat(json.at("/decidedBy").asText()).isEqualTo("sockets of a node");
        assertThat(json.at("/limits")).hasSize(Limit.Kind.values().length);
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("E7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--daily-users 0", "--posts-per-user -1", "--posts-per-user x", "--nodes 3", "--peak-factor"})
    void whatMakesNoSenseIsOneLineAndCodeTwo(String words) {
        assertThat(run(words.split(" "))).isEqualTo(2);
        assertThat(out.size()).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .startsWith("crosstalk capacity: ")
                .contains(words.split(" ")[0])
                .endsWith("(see --help)");
    }

    @ParameterizedTest
    @EnumSource(Figure.class)
    void helpHasEveryOption(Figure figure) {
        assertThat(run("--help")).isZero();
        assertThat(said()).contains("--" + figure.option() + " ").contains(figure.text());
    }

    @Test
    void theTableFitsItsPage() {
        assertThat(run()).isZero();
        assertThat(said().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(140));
    }
}
