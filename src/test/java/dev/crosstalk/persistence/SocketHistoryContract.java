package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.Create;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.persistence.SocketNode.Guest;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Random histories over the sockets of two clustered nodes, whose bus loses events and whose sockets break, end equal on every device
 * and as the acknowledged operations say. {@code -Dhistory.seed} repeats one, {@code -Dhistory.operations} makes it longer.
 */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SocketHistoryContract {
    private final Vertx clients = Vertx.vertx();
    private final WebSocketClient client = Wire.client(clients);
    private List<SocketNode> nodes;

    abstract String freshUrl();

    @BeforeAll
    void startTwoNodes() {
        nodes = SocketNode.cluster(2, freshUrl(), Long.getLong("history.seed", System.nanoTime()));
    }

    @AfterAll
    void stop() {
        TestNode.await(clients.close());
        nodes.forEach(SocketNode::close);
    }

    @RepeatedTest(2)
    void whatTheBusAndTheSocketsLoseIsBroughtToEveryDevice() {
        long seed = Long.getLong("history.seed", System.nanoTime());
        System.out.println("history over sockets with seed " + seed);
        int operations = Integer.getInteger("history.operations", 60);
        Expectation expectation = new Expectation();
        List<SocketPerson> people = people(expectation, seed);

        Together.act(people, person -> person.act(operations));

        assertThat(expectation.size()).as("something happened").isGreaterThan(operations / 2);
        Map<AccountId, Long> read = new TreeMap<>();
        people.forEach(person -> read.put(person.account(), person.read()));
        people.forEach(person -> person.check(read));
        people.forEach(SocketPerson::leave);
    }

    private List<SocketPerson> people(Expectation expectation, long seed) {
        Random random = new Random(seed);
        List<Guest> guests = new ArrayList<>();
        for (String name : List.of("alice", "bob", "mallory")) {
            guests.add(nodes.get(0).guest(name + seed));
        }
        Guest alice = guests.get(0);
        Caller[] others = guests.stream().skip(1).map(Guest::caller).toArray(Caller[]::new);
        ConversationId conversation = nodes.get(1)
                .ask(alice.caller(), new Create(ConversationKind.GROUP, "Histories", TestNode.ids(others), null))
                .id();
        List<SocketPerson> people = new ArrayList<>();
        for (Guest guest : guests) {
            people.add(new SocketPerson(
                    nodes, client, guest, conversation, guest == alice, expectation, random.nextLong()));
        }
        return people;
    }
}
