package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.AddMember;
import dev.crosstalk.bus.ConversationId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A random history: several people with two devices each change one conversation over two nodes at the same time, acknowledgements
 * and events are lost and devices go away and come back. At its end every device must show what a new device is shown, and that must be
 * what the acknowledged operations, put in order of their revisions, lead to.
 */
final class RandomHistory {
    private static final int PEOPLE = 4;

    private final List<TestNode> nodes;
    private final int operations;
    private final Random random;
    private final Expectation expectation = new Expectation();
    private final ConversationId conversation;
    private final List<Actor> actors = new ArrayList<>();

    RandomHistory(List<TestNode> nodes, Ages ages, int operations, long seed) {
        System.out.println("history with seed " + seed);
        this.nodes = nodes;
        this.operations = operations;
        this.random = new Random(seed);
        Caller owner = nodes.get(0).guest("owner" + seed);
        this.conversation = nodes.get(0).room(owner, "Histories");
        List<Caller> people = new ArrayList<>(List.of(owner));
        for (int i = 1; i < PEOPLE; i++) {
            Caller person = nodes.get(i % nodes.size()).guest("person" + i + "-" + seed);
            nodes.get(0).ask(owner, new AddMember(conversation, person.account()));
            people.add(person);
        }
        people.forEach(person -> actors.add(
                new Actor(nodes, person, conversation, person == owner, expectation, ages, random.nextLong())));
    }

    void run() {
        Together.act(actors, actor -> actor.act(operations));
    }

    void check() {
        Map<AccountId, Replica.Picture> shown = new LinkedHashMap<>();
        for (Actor actor : actors) {
            Replica.Picture truth = actor.fresh();
            shown.put(actor.account(), truth);
            for (Replica.Picture picture : actor.pictures()) {
                assertThat(picture.messages()).containsExactlyElementsOf(truth.messages());
                assertThat(picture).isEqualTo(truth);
            }
            expectation.check(actor.account(), truth);
        }
        assertThat(expectation.size()).as("something happened").isGreaterThan(operations / 2);
    }
}
