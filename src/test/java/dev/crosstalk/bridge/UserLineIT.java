package dev.crosstalk.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.UserEvent;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events of a person's own address that the bus loses, doubles or brings in a wrong order. */
@Timeout(30)
class UserLineIT {
    private BridgeNode node;
    private UserLine line;
    private Client alice;

    @BeforeEach
    void start() {
        node = new BridgeNode(BridgeSettings.DEFAULTS, 2);
        line = node.services().userLine();
        node.services().signIn(1, 10);
        line.startAt(1, 1);
        alice = Client.raw(node, "token-1-10").register("user.1");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private List<Long> revs(Client client) {
        return client.frames().stream()
                .filter(frame -> "user.1".equals(frame.getString("address")) && frame.containsKey("body"))
                .map(frame -> frame.getValue("body"))
                .filter(JsonObject.class::isInstance)
                .map(body -> ((JsonObject) body).getLong("userRev"))
                .toList();
    }

    @Test
    void eventsComeInOrderOfTheirRevisionAndNoneTwice() {
        UserEvent second = line.change(1, 5);
        UserEvent third = line.change(1, 6);
        node.services().publish(second);
        node.services().publish(second);
        node.services().publish(third);

        await().until(() -> revs(alice).size() == 2);
        assertThat(revs(alice)).containsExactly(2L, 3L);
        assertThat(line.asked()).isEmpty();
    }

    @Test
    void whatComesBehindAHoleWaitsUntilItIsFilled() {
        line.change(1, 5);
        node.services().publish(line.change(1, 6));

        await().until(() -> revs(alice).size() == 2);
        assertThat(revs(alice)).containsExactly(2L, 3L);
        assertThat(line.asked()).hasSize(1);
    }

    @Test
    void aLostEventIsNoticedThoughNothingFollows() {
        line.change(1, 5);

        await().atMost(Bounds.HEALED.plus(Bounds.MACHINE))
                .until(() -> revs(alice).equals(List.of(2L)));
        assertThat(line.asked()).hasSize(1);
    }

    @Test
    void aRowThatChangedAgainFillsTheHoleOnce() {
        line.change(1, 5);
        line.change(1, 5);
        line.change(1, 5);

        await().until(() -> !revs(alice).isEmpty());
        node.services().publish(line.change(1, 6));
        await().until(() -> revs(alice).size() == 2);
        assertThat(revs(alice)).containsExactly(4L, 5L);
    }

    @Test
    void aLargeHoleIsFilledPageByPage() {
        for (int i = 0; i < 25; i++) {
            line.change(1, 100 + i);
        }
        node.services().publish(line.change(1, 200));

        await().until(() -> revs(alice).size() == 26);
        assertThat(revs(alice))
                .isSorted()
                .doesNotHaveDuplicates()
                .startsWith(2L)
                .endsWith(27L);
    }

    @Test
    void aFillThatFailsIsRepeated() {
        line.fail(2);
        line.change(1, 5);
        node.services().publish(line.change(1, 6));

        await().until(() -> revs(alice).size() == 2);
        assertThat(line.asked()).hasSize(3);
    }

    @Test
    void aHoleThatCannotBeFilledEndsTheSubscriptionAndTheSessionIsStillWatched() {
        line.forget();
        line.change(1, 5);
        node.services().publish(line.change(1, 6));

        assertThat(alice.receiveError("unavailable").getString("address")).isEqualTo("user.1");
        alice.register("user.1");
        node.services().publish(line.change(1, 7));
        await().until(() -> revs(alice).contains(4L));
        alice.ask("cmd.account.end-session", new JsonObject().put("session", "10"));
        await().until(alice::isClosed);
    }

    @Test
    void whoeverDoesNotListenIsNotTold() {
        node.services().signIn(2, 20);
        Client silent = Client.raw(node, "token-1-10");
        line.forget();
        line.change(1, 5);
        node.services().publish(line.change(1, 6));

        alice.receiveError("unavailable");
        silent.register("user.1");
        assertThat(silent.frames()).noneMatch(frame -> "err".equals(frame.getString("type")));
    }
}
