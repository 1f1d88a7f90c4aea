package dev.crosstalk.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HazelcastTopologyTest {
    private final Set<String> entries = new HashSet<>(Set.of("alice's", "gone"));
    private final Set<String> members = new HashSet<>(Set.of("alice's"));

    /** Reads, and then a node joins and says what it serves. */
    private Collection<String> beforeBobsNodeJoins(Set<String> nodes) {
        Set<String> read = Set.copyOf(nodes);
        members.add("bob's");
        entries.add("bob's");
        return read;
    }

    @Test
    void theEntryOfANodeThatIsGoneIsLeftOverAndThatOfOneThatJoinsMeanwhileIsNot() {
        assertThat(HazelcastTopology.leftOver(() -> beforeBobsNodeJoins(entries), () -> beforeBobsNodeJoins(members)))
                .containsExactly("gone");
    }
}
