package dev.crosstalk;

import static dev.crosstalk.testing.Api.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.testing.ClusteredNodes;
import dev.crosstalk.testing.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is in a room now, with people on two nodes, one of which is killed. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class WhoIsHereIT {
    private ClusteredNodes nodes;

    @BeforeEach
    void start() {
        nodes = ClusteredNodes.start(2);
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Test
    void thoseOfAKilledServerLeaveWithinThirtySecondsAndTheOthersStay() {
        Person alice = Person.signIn(nodes.port(0), "alice");
        Person bob = Person.signIn(nodes.port(1), "bob");
        Person carol = Person.signIn(nodes.port(0), "carol");
        Person outsider = Person.signIn(nodes.port(0), "outsider");
        String room = alice.api()
                .post("/v1/conversations", json("kind", "room", "title", "Here"))
                .ok()
                .path("id")
                .asText();
        for (Person person : List.of(bob, carol)) {
            person.api().put("/v1/conversations/" + room + "/members/me").ok();
        }
        alice.register("conversation." + room);
        bob.register("conversation." + room);
        carol.register("conversation." + room);
        Person carolsOther = carol.alsoAt(nodes.port(1)).register("conversation." + room);
        awaitHere(outsider, room, "alice", "bob", "carol");
        assertThat(outsider.api()
                        .get("/v1/conversations/" + room + "/here?limit=2")
                        .ok()
                        .path("count")
                        .asInt())
                .isEqualTo(3);

        carol.close();
        awaitEvent(alice, room, "joined", carol.id());
        awaitHere(outsider, room, "alice", "bob", "carol");
        nodes.process(1).kill9();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(here(outsider, room)).containsExactly("alice"));
        awaitEvent(alice, room, "left", bob.id());
        awaitEvent(alice, room, "left", carolsOther.id());
        assertThat(alice.events("conversation." + room))
                .filteredOn(event -> event.path("type").asText().equals("here"))
                .last()
                .satisfies(event -> assertThat(event.path("count").asInt()).isEqualTo(1));
    }

    private static void awaitHere(Person asker, String room, String... names) {
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(here(asker, room)).containsExactlyInAnyOrder(names));
    }

    private static void awaitEvent(Person hearer, String room, String list, String account) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> hearer.events("conversation." + room).stream()
                        .anyMatch(event -> event.path("type").asText().equals("here")
                                && names(event.path(list)).contains(account)));
    }

    private static List<String> here(Person asker, String room) {
        List<String> names = new ArrayList<>();
        asker.api()
                .get("/v1/conversations/" + room + "/here")
                .ok()
                .path("accounts")
                .forEach(account -> names.add(account.path("name").asText()));
        return names;
    }

    private static List<String> names(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.forEach(name -> names.add(name.asText()));
        return names;
    }
}
