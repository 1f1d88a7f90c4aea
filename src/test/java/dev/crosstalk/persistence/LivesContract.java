package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.AddMember;
import dev.crosstalk.bus.ConversationCommand.Create;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/**
 * Random lives of several people in several conversations at once end equal on each of their devices. {@code -Dhistory.seed} repeats
 * one, {@code -Dhistory.operations} makes it longer.
 */
@Timeout(180)
abstract class LivesContract {
    private TestNode first;
    private TestNode second;

    abstract String freshUrl();

    @BeforeEach
    void startTwoNodes() {
        String url = freshUrl();
        first = new TestNode(PersistenceSettings.at(url));
        second = new TestNode(PersistenceSettings.at(url));
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    @RepeatedTest(3)
    void whatIsOnesOwnIsTheSameOnEveryDeviceAndWhatWasAcknowledged() {
        long seed = Long.getLong("history.seed", System.nanoTime());
        System.out.println("lives with seed " + seed);
        int operations = Integer.getInteger("history.operations", 60);
        List<Life> lives = lives(new Random(seed), seed);

        Together.act(lives, life -> life.act(operations));

        lives.forEach(Life::check);
        lives.forEach(life -> life.checkTicks(lives));
        assertThat(lives.stream().mapToInt(Life::acknowledged).sum())
                .as("something happened")
                .isGreaterThan(operations * lives.size() / 3);
    }

    private List<Life> lives(Random random, long seed) {
        List<Caller> people = new ArrayList<>();
        for (String name : List.of("alice", "bob", "mallory")) {
            people.add(first.guest(name + seed));
        }
        Caller alice = people.get(0);
        ConversationId room = first.room(alice, "Steady");
        ConversationId group = first.group(alice, "Group", people.get(1), people.get(2));
        ConversationId lively = first.ask(
                        alice, new Create(ConversationKind.GROUP, "Lively", TestNode.ids(people.get(1)), null))
                .id();
        for (Caller other : people.subList(1, people.size())) {
            first.ask(alice, new AddMember(room, other.account()));
        }
        List<Life> lives = new ArrayList<>();
        for (Caller person : people) {
            List<Caller> others =
                    people.stream().filter(other -> other != person).toList();
            lives.add(
                    new Life(List.of(first, second), person, others, List.of(room, group), lively, random.nextLong()));
        }
        return lives;
    }
}
