package dev.crosstalk.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.ConversationId;
import org.junit.jupiter.api.Test;

class SingleNodeTest {
    private final SingleNode topology = new SingleNode();

    @Test
    void itOwnsWhatItServesAndNothingElse() {
        topology.serving("message").await();

        assertThat(topology.owner("message", new ConversationId(7))).contains(topology.self());
        assertThat(topology.any("message")).contains(topology.self());
        assertThat(topology.keyed("message", 7)).contains(topology.self());
        assertThat(topology.any("presence")).isEmpty();
    }

    @Test
    void whileItLeavesItAnswersWhatItWasAsked() {
        topology.serving("message").await();
        topology.leaving().await();

        assertThat(topology.owner("message", new ConversationId(7))).contains(topology.self());
    }
}
