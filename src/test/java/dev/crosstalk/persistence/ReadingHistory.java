package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.Get;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationCommand.ListMembers;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.persistence.Cursors.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A random history of what is delivered to whom and read by whom. At its end every device draws the ticks that a new one draws, and
 * these are what the acknowledged marks and messages lead to; what was read in secret has been told to nobody.
 */
final class ReadingHistory {
    private final List<TestNode> nodes;
    private final int operations;
    private final boolean roaming;
    private final int groupLimit;
    private final ConversationId conversation;
    private final List<Reader> readers = new ArrayList<>();

    /** @param roaming whether all but alice come and go, across the limit of groups */
    ReadingHistory(List<TestNode> nodes, int operations, boolean roaming, int groupLimit, long seed) {
        System.out.println("history of reading" + (roaming ? " by who comes and goes" : "") + " with seed " + seed);
        this.nodes = nodes;
        this.operations = operations;
        this.roaming = roaming;
        this.groupLimit = groupLimit;
        Random random = new Random(seed);
        List<Caller> people = new ArrayList<>();
        for (String name : List.of("alice", "bob", "mallory")) {
            people.add(nodes.get(0).guest(name + seed));
        }
        Caller alice = people.get(0);
        conversation = nodes.get(0).room(alice, "Readers");
        people.forEach(person -> nodes.get(0).ask(person, new Join(conversation)));
        AtomicLong lastSeq = new AtomicLong();
        for (Caller person : people) {
            readers.add(
                    new Reader(nodes, person, conversation, roaming && person != alice, lastSeq, random.nextLong()));
        }
    }

    void run() {
        Together.act(readers, reader -> reader.act(operations));
    }

    void check() {
        Set<AccountId> members = members();
        readers.stream()
                .filter(reader -> members.contains(reader.caller().account()))
                .forEach(reader -> check(reader, members));
    }

    private Set<AccountId> members() {
        nodes.forEach(TestNode::check);
        Caller alice = readers.get(0).caller();
        assertThat(nodes.get(0).ask(alice, new Get(conversation)).lastSeq())
                .as("something happened")
                .isGreaterThan(operations / 8);
        Set<AccountId> members = new TreeSet<>();
        nodes.get(0)
                .ask(alice, new ListMembers(conversation, null, null))
                .members()
                .forEach(member -> members.add(member.account().id()));
        return members;
    }

    private void check(Reader reader, Set<AccountId> members) {
        Map<AccountId, Cursor> truth = of(members, reader.device());
        if (!roaming) {
            assertThat(truth).isEqualTo(expected(reader));
        }
        boolean shown = members.size() <= groupLimit;
        assertThat(truth.keySet())
                .isEqualTo(shown ? members : Set.of(reader.caller().account()));
        for (Ticks device : reader.devices()) {
            Map<AccountId, Cursor> drawn = of(members, device);
            assertThat(drawn.keySet()).isEqualTo(truth.keySet());
            // How far oneself is no receipt says to the own devices while one tells nobody.
            drawn.keySet().remove(reader.caller().account());
            drawn.forEach((account, cursor) -> check(reader, account, cursor, truth.get(account)));
        }
    }

    private void check(Reader reader, AccountId account, Cursor drawn, Cursor truth) {
        assertThat(drawn.delivered()).as("delivered to %s", account).isEqualTo(truth.delivered());
        if (truth.read() != null) {
            assertThat(drawn.read()).as("read by %s", account).isEqualTo(truth.read());
        } else if (drawn.read() != null) {
            assertThat(drawn.read())
                    .as(
                            "what %s sees of what %s read in secret",
                            reader.caller().account(), account)
                    .isLessThanOrEqualTo(of(account).mostTold());
        }
    }

    private Reading of(AccountId account) {
        return readers.stream()
                .filter(reader -> reader.caller().account().equals(account))
                .findFirst()
                .orElseThrow()
                .reading();
    }

    private Map<AccountId, Cursor> expected(Reader reader) {
        Map<AccountId, Cursor> expected = new TreeMap<>();
        for (Reader other : readers) {
            expected.put(
                    other.caller().account(),
                    other.reading().shownTo(other == reader, reader.reading().tells()));
        }
        return expected;
    }

    private static Map<AccountId, Cursor> of(Set<AccountId> accounts, Ticks device) {
        assertThat(device.isOutside()).isFalse();
        return device.cursors().of(accounts);
    }
}
