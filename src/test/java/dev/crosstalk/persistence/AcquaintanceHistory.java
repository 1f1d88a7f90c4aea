package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.AccountCommand;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ContactCommand.ListContacts;
import dev.crosstalk.bus.ContactState;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.Post;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A random history of who becomes whose contact, blocks whom, and is called what, in which one account is deleted while the others go
 * on. All that was answered must be what the rules give in one order of the deeds; its end is what every device shows.
 */
final class AcquaintanceHistory {
    private static final Duration GONE = Duration.ofSeconds(20);

    private final List<TestNode> nodes;
    private final int operations;
    private final Serialisation<Ties> serialisation = new Serialisation<>();
    private final List<Acquaintance> people = new ArrayList<>();
    private final Ties beginning;

    AcquaintanceHistory(List<TestNode> nodes, int operations, long seed) {
        System.out.println("history of contacts with seed " + seed);
        this.nodes = nodes;
        this.operations = operations;
        Random random = new Random(seed);
        String unique = Long.toString(Math.floorMod(seed, 1_000_000_007L), Character.MAX_RADIX);
        List<String> names = List.of("alice" + unique, "bob" + unique, "mallory" + unique, "Al" + unique);
        Map<AccountId, String> called = new TreeMap<>();
        List<Caller> callers = new ArrayList<>();
        for (String name : names.subList(0, 3)) {
            Caller caller = nodes.get(0).guest(name);
            callers.add(caller);
            called.put(caller.account(), name);
        }
        beginning = new Ties(Map.of(), called, Set.of(), Set.of());
        for (Caller caller : callers) {
            List<AccountId> others = callers.stream()
                    .filter(other -> other != caller)
                    .map(Caller::account)
                    .toList();
            people.add(new Acquaintance(
                    nodes,
                    caller,
                    others,
                    names,
                    called.get(caller.account()),
                    serialisation.diary(),
                    random.nextLong()));
        }
    }

    /** Mallory is gone when two thirds are over. */
    void run() {
        Acquaintance mallory = people.get(2);
        Together.act(people, person -> {
            person.act(person == mallory ? operations * 2 / 3 : operations);
            if (person == mallory) {
                person.delete();
            }
        });
    }

    void check() {
        assertThat(people.get(2).isDeleted()).isTrue();
        Set<Ties> ends = serialisation.ends(beginning);
        nodes.forEach(TestNode::check);
        await().atMost(GONE)
                .untilAsserted(() -> assertThat(ends)
                        .anySatisfy(end -> assertThat(contacts()).isEqualTo(expected(end))));
        Ties end = ends.stream()
                .filter(one -> contacts().equals(expected(one)))
                .findFirst()
                .orElseThrow();
        people.stream().filter(person -> !person.isDeleted()).forEach(person -> check(person, end, ends));
    }

    private Map<AccountId, Map<AccountId, ContactState>> expected(Ties end) {
        Map<AccountId, Map<AccountId, ContactState>> all = new TreeMap<>();
        people.stream()
                .filter(person -> !person.isDeleted())
                .map(person -> person.caller().account())
                .forEach(account -> all.put(account, end.states().getOrDefault(account, Map.of())));
        return all;
    }

    private Map<AccountId, Map<AccountId, ContactState>> contacts() {
        Map<AccountId, Map<AccountId, ContactState>> all = new TreeMap<>();
        for (Acquaintance person : people) {
            if (!person.isDeleted()) {
                Map<AccountId, ContactState> some = new TreeMap<>();
                for (ContactState state : new ContactState[] {null, ContactState.BLOCKED}) {
                    nodes.get(0)
                            .ask(person.caller(), new ListContacts(state, null, null))
                            .contacts()
                            .forEach(one -> some.put(one.account().id(), one.state()));
                }
                all.put(person.caller().account(), some);
            }
        }
        return all;
    }

    private void check(Acquaintance person, Ties end, Set<Ties> ends) {
        AccountId account = person.caller().account();
        Map<AccountId, ContactState> contacts = end.states().getOrDefault(account, Map.of());
        AddressBook fresh = person.device();
        for (AddressBook device : person.devices()) {
            assertThat(device.contacts()).isEqualTo(contacts);
            assertThat(device.names()).isEqualTo(fresh.names());
        }
        assertThat(fresh.contacts()).isEqualTo(contacts);
        assertThat(ends).anySatisfy(one -> assertThat(fresh.names()).isEqualTo(names(one)));
        List<AccountId> people = List.copyOf(fresh.names().keySet());
        nodes.forEach(node -> node.ask(person.caller(), new AccountCommand.Get(people))
                .accounts()
                .forEach(one -> assertThat(one.name()).isEqualTo(fresh.names().get(one.id()))));
        person.directs().forEach((other, direct) -> {
            boolean closed = end.deleted().contains(other) || end.isBlocked(account, other);
            await().atMost(GONE).until(() -> isClosed(person.caller(), direct) == closed);
        });
    }

    /** The deleted are called nothing. */
    private static Map<AccountId, String> names(Ties end) {
        Map<AccountId, String> all = new TreeMap<>(end.names());
        end.deleted().forEach(account -> all.put(account, ""));
        return all;
    }

    private boolean isClosed(Caller caller, ConversationId direct) {
        try {
            nodes.get(1).ask(caller, new Post(direct, "still there?", UUID.randomUUID()));
            return false;
        } catch (Failure failure) {
            assertThat(failure.code()).isEqualTo(FailureCode.FORBIDDEN);
            return true;
        }
    }
}
