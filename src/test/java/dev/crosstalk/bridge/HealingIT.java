package dev.crosstalk.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.FailureCode;
import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events that the bus loses, doubles or brings in a wrong order. */
@Timeout(30)
class HealingIT {
    private BridgeNode node;
    private Client alice;
    private Client bob;

    @BeforeEach
    void start() {
        node = new BridgeNode(BridgeSettings.DEFAULTS, 2);
        node.services().signIn(1, 10);
        node.services().signIn(2, 20);
        node.services().member(5, 1);
        node.services().member(5, 2);
        alice = Client.raw(node, "token-1-10").register("conversation.5");
        bob = Client.sockJs(node, "token-2-20").register("conversation.5");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void whatComesBehindAHoleWaitsUntilItIsFilled() {
        ConversationEvent lost = node.services().message(5, "one");
        node.services().publish(node.services().message(5, "two"));
        node.services().publish(lost);

        await().until(() -> alice.messages().size() == 2 && bob.messages().size() == 2);
        assertThat(alice.messages()).containsExactly("one", "two");
        assertThat(bob.messages()).containsExactly("one", "two");
        assertThat(node.services().filled()).hasSize(1);
    }

    @Test
    void anEventThatComesTwiceIsDeliveredOnce() {
        ConversationEvent event = node.services().message(5, "one");
        node.services().publish(event);
        node.services().publish(event);
        node.services().publish(node.services().message(5, "two"));

        await().until(() -> bob.messages().contains("two"));
        assertThat(bob.messages()).containsExactly("one", "two");
    }

    @Test
    void aLostEventIsNoticedThoughNothingFollows() {
        node.services().message(5, "lost");
        node.services().message(5, "lost, too");

        await().atMost(Bounds.HEALED.plus(Bounds.MACHINE))
                .until(() -> alice.messages().size() == 2 && bob.messages().size() == 2);
        assertThat(bob.messages()).containsExactly("lost", "lost, too");
        assertThat(node.services().filled()).hasSize(1);
    }

    @Test
    void aFilledEventIsTheSameAsALiveOne() {
        ConversationEvent event = node.services().message(5, "one");
        node.services().message(5, "two");
        node.services().publish(event);

        await().until(() -> alice.messages().size() == 2);
        assertThat(alice.frames().get(1).fieldNames())
                .isEqualTo(alice.frames().get(2).fieldNames());
        assertThat(alice.frames().get(1).getJsonObject("body").fieldNames())
                .isEqualTo(alice.frames().get(2).getJsonObject("body").fieldNames());
    }

    @Test
    void aRemovalThatWasLostKeepsTheNextEventFromTheRemoved() {
        node.services().remove(5, 2);
        node.services().publish(node.services().message(5, "a secret"));

        await().until(() -> alice.messages().size() == 1);
        bob.receiveError("not_a_member");
        assertThat(bob.messages()).isEmpty();
    }

    @Test
    void aLargeHoleIsFilledPageByPageAndOthersMessagesWait() {
        for (int i = 0; i < 25; i++) {
            node.services().message(5, "lost " + i);
        }
        node.services().publish(node.services().message(5, "the last"));

        await().until(() -> alice.messages().size() == 26 && bob.messages().size() == 26);
        assertThat(bob.messages()).startsWith("lost 0", "lost 1").endsWith("lost 24", "the last");
        assertThat(alice.messages()).isEqualTo(bob.messages());
        assertThat(node.services().filled()).hasSize(3);
    }

    @Test
    void aHoleOfRowsThatHaveChangedAgainIsFilledByTheirPresentState() {
        ConversationEvent.Message moved = node.services().message(5, "lost, and then edited");
        node.services().message(5, "lost");
        node.services().publish(node.services().edit(moved, "edited"));

        await().until(() -> bob.revisions("conversation.5").contains(3));
        assertThat(bob.revisions("conversation.5")).containsExactly(2, 3);
        assertThat(bob.messages()).containsExactly("lost");
        node.services().publish(node.services().message(5, "fresh"));
        await().until(() -> bob.messages().contains("fresh"));
        assertThat(node.services().filled()).as("nothing is missing any more").hasSize(1);
    }

    @Test
    void aHoleInWhichNothingIsLeftIsPassed() {
        ConversationEvent.Message moved = node.services().message(5, "lost, and then edited");
        node.services().publish(node.services().edit(moved, "edited"));

        await().until(() -> alice.revisions("conversation.5").contains(2));
        assertThat(alice.revisions("conversation.5")).containsExactly(2);
        assertThat(node.services().filled()).hasSize(1);
    }

    @Test
    void aRemovalAmongRowsThatHaveChangedAgainEndsTheMembership() {
        ConversationEvent.Message moved = node.services().message(5, "lost, and then edited");
        node.services().remove(5, 2);
        node.services().publish(node.services().edit(moved, "a secret"));

        await().until(() -> alice.revisions("conversation.5").contains(3));
        bob.receiveError("not_a_member");
        assertThat(bob.revisions("conversation.5")).doesNotContain(3);
    }

    @Test
    void aFillThatFailsIsRepeated() {
        node.services().failChanges(2);
        node.services().message(5, "lost");
        node.services().publish(node.services().message(5, "next"));

        await().until(() -> bob.messages().size() == 2);
        assertThat(bob.messages()).containsExactly("lost", "next");
        assertThat(node.services().filled()).hasSize(3);
    }

    @Test
    void aHoleThatIsNeverAnsweredEndsTheSubscriptions() {
        node.services().failChanges(Integer.MAX_VALUE);
        node.services().message(5, "lost");
        node.services().publish(node.services().message(5, "next"));

        assertThat(bob.receiveError("unavailable").getString("address")).isEqualTo("conversation.5");
        assertThat(bob.messages()).isEmpty();
    }

    @Test
    void aHoleThatCannotBeFilledEndsTheSubscriptionsSoThatClientsLoadAnew() {
        node.services().forgetChanges();
        node.services().message(5, "too old");
        node.services().publish(node.services().message(5, "after the hole"));

        assertThat(alice.receiveError("unavailable").getString("kind")).isEqualTo("RETRY");
        assertThat(bob.receiveError("unavailable").getString("address")).isEqualTo("conversation.5");
        assertThat(alice.messages()).isEmpty();

        bob.send(Client.registration("conversation.5"));
        await().until(() -> bob.frames().stream()
                        .filter(frame -> "registered".equals(frame.getString("event")))
                        .count()
                == 2);
        node.services().publish(node.services().message(5, "fresh"));
        await().until(() -> bob.messages().size() == 1);
        assertThat(bob.messages()).containsExactly("fresh");
    }

    @Test
    void aLostEventThatCannotBeReadEndsTheSubscriptionsAndTheConversationLives() {
        node.services().unreadable(5);
        node.services().publish(node.services().message(5, "behind it"));

        assertThat(bob.receiveError("unavailable").getString("address")).isEqualTo("conversation.5");
        bob.register("conversation.5");
        assertHears(bob, "fresh");
    }

    @Test
    void anEventThatCannotBeReadEndsTheSubscriptionsAndTheConversationLives() {
        node.services().publish(node.services().unreadable(5));

        assertThat(bob.receiveError("unavailable").getString("address")).isEqualTo("conversation.5");
        assertHears(Client.raw(node, "token-2-20").register("conversation.5"), "fresh");
    }

    private void assertHears(Client client, String text) {
        await().untilAsserted(() -> {
            node.services().publish(node.services().message(5, text));
            assertThat(client.messages()).contains(text);
        });
    }

    @Test
    void aPermissionThatCannotBeReadAtOnceIsAskedForAgain() {
        AtomicInteger failures = new AtomicInteger(2);
        node.services()
                .beforeAuthorized(answer -> failures.getAndDecrement() > 0
                        ? Future.failedFuture(FailureCode.OUTCOME_UNKNOWN.failure())
                        : answer);

        Client again = Client.raw(node, "token-2-20").register("conversation.5");

        assertThat(failures).hasValue(-1);
        assertHears(again, "heard");
    }

    @Test
    void aPermissionThatCannotBeReadAtAllIsRefusedForNow() {
        node.services().beforeAuthorized(answer -> Future.failedFuture(FailureCode.UNAVAILABLE.failure()));

        Client again = Client.raw(node, "token-2-20").send(Client.registration("conversation.5"));

        assertThat(again.receiveError("unavailable").getString("address")).isEqualTo("conversation.5");
    }
}
