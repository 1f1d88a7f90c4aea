package dev.crosstalk.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.AccountCommand.Authenticated;
import dev.crosstalk.bus.ConversationCommand.Authorized;
import dev.crosstalk.bus.ConversationEvent;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How subscriptions and sockets end. */
@Timeout(30)
class EndingIT {
    private static final String ALICE = "token-1-10";
    private static final String BOB = "token-2-20";

    private BridgeNode node;

    @BeforeEach
    void start() {
        node = new BridgeNode(BridgeSettings.DEFAULTS, 2);
        node.services().signIn(1, 10);
        node.services().signIn(2, 20);
        node.services().signIn(2, 21);
        node.services().member(5, 1);
        node.services().member(5, 2);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void aRemovedMemberSeesTheRemovalAndNothingAfterItOnAnySocket() {
        Client alice = Client.raw(node, ALICE).register("conversation.5");
        Client bob = Client.raw(node, BOB).register("conversation.5");
        Client bobsPhone = Client.sockJs(node, "token-2-21").register("conversation.5");

        node.services().publish(node.services().remove(5, 2));
        alice.post(5, "now that bob is gone");

        await().until(() -> !alice.messages().isEmpty());
        for (Client his : new Client[] {bob, bobsPhone}) {
            JsonObject error = his.receiveError("not_a_member");
            assertThat(error.getString("address")).isEqualTo("conversation.5");
            JsonObject removal = his.receive(frame -> "rec".equals(frame.getString("type")));
            assertThat(removal.getJsonObject("body").getString("change")).isEqualTo("removed");
            assertThat(his.frames().indexOf(removal)).isLessThan(his.frames().indexOf(error));
            his.register("user.2");
            assertThat(his.messages()).isEmpty();
        }
    }

    @Test
    void aRemovalBetweenRegistrationAndPermissionIsNotMissed() {
        Client alice = Client.raw(node, ALICE).register("conversation.5");
        Promise<Void> removalHasPassed = Promise.promise();
        node.services().beforeAuthorized(answer -> removalHasPassed.future().compose(v -> answer));
        Client bob = Client.raw(node, BOB);
        bob.send(Client.registration("conversation.5"));
        await().until(() -> node.services().authorizations().size() == 2);

        node.services().publish(node.services().remove(5, 2));
        alice.receive(frame -> "rec".equals(frame.getString("type")));
        removalHasPassed.complete();

        assertThat(bob.receiveError("not_a_member").getString("address")).isEqualTo("conversation.5");
        node.services().publish(node.services().message(5, "a secret"));
        await().until(() -> alice.messages().size() == 1);
        assertThat(bob.messages()).isEmpty();
    }

    @Test
    void theSameHoldsForTheFirstSubscriberOfANode() {
        Promise<Void> removalHasPassed = Promise.promise();
        node.services().beforeAuthorized(answer -> removalHasPassed.future().compose(v -> answer));
        Client bob = Client.raw(node, BOB);
        bob.send(Client.registration("conversation.5"));
        await().until(() -> node.services().authorizations().size() == 1);

        node.services().publish(node.services().remove(5, 2));
        node.services().publish(node.services().message(5, "a secret"));
        removalHasPassed.complete();

        bob.receiveError("not_a_member");
        bob.register("user.2");
        assertThat(bob.messages()).isEmpty();
    }

    @Test
    void anOldRemovalDoesNotEndALaterMembership() {
        Client alice = Client.raw(node, ALICE).register("conversation.5");
        ConversationEvent removal = node.services().remove(5, 2);
        node.services().member(5, 2);
        node.services().message(5, "lost");
        Client bob = Client.raw(node, BOB).register("conversation.5");

        node.services().publish(removal);
        node.services().publish(node.services().message(5, "for both"));

        await().until(() ->
                alice.messages().contains("for both") && bob.messages().contains("for both"));
        assertThat(bob.frames()).noneMatch(frame -> "not_a_member".equals(frame.getString("code")));
    }

    @Test
    void permissionThatIsOlderThanWhatTheHubFollowsIsAskedForAgain() {
        Promise<Authorized> late = Promise.promise();
        node.services()
                .beforeAuthorized(answer -> answer.compose(old -> late.future().map(v -> old)));
        Client bob = Client.raw(node, BOB);
        bob.send(Client.registration("conversation.5"));
        await().until(() -> node.services().authorizations().size() == 1);
        node.services().beforeAuthorized(answer -> answer);
        node.services().remove(5, 2);
        Client alice = Client.raw(node, ALICE).register("conversation.5");

        late.complete();

        bob.receiveError("not_a_member");
        assertThat(node.services().authorizations()).hasSize(3);
        assertThat(alice.isClosed()).isFalse();
    }

    @Test
    void theEndOfASessionClosesItsSocketsAndNoOthers() {
        Client bob = Client.raw(node, BOB).register("user.2");
        Client bobsPhone = Client.sockJs(node, "token-2-21").register("conversation.5");
        Xhr bobsOldPhone = Xhr.of(node, "token-2-21");
        bobsOldPhone.poll();

        bob.ask("cmd.account.end-session", new JsonObject().put("session", "21"));

        assertThat(bobsPhone.awaitClose()).isEqualTo(4001);
        assertThat(bobsPhone.texts()).last().isEqualTo("c[4001,\"session ended\"]");
        assertThat(bobsOldPhone.receive(1).get(0).getJsonObject("message").getInteger("code"))
                .isEqualTo(4001);
        assertThat(bob.isClosed()).isFalse();
        bob.register("conversation.5");
    }

    @Test
    void aSessionThatEndedBeforeItsEndWasListenedForHasNoSocket() {
        String ticket = node.services().ticket(node.services().signIn(1, 11));
        node.services().forgetSession("token-1-11");

        Client client = Client.byTicket(node, ticket);

        await().until(() -> node.hub().sockets().count() == 0);
        assertThat(client.awaitClose()).isEqualTo(4001);
    }

    @Test
    void anExpiredSessionClosesItsSockets() {
        Authenticated soon = node.services().signIn(1, 12);
        String ticket = node.services()
                .ticket(new Authenticated(
                        soon.application(),
                        soon.account(),
                        soon.session(),
                        System.currentTimeMillis() + 3_000,
                        soon.userRev()));

        Client client = Client.byTicket(node, ticket);

        client.register("conversation.5");
        assertThat(client.awaitClose()).isEqualTo(4001);
    }

    @Test
    void aStoppingNodeClosesWithServiceRestartAndLetsNobodyIn() {
        Client alice = Client.raw(node, ALICE).register("conversation.5");
        Client bob = Client.sockJs(node, BOB).register("conversation.5");

        BridgeNode.await(node.bridge().close());

        assertThat(alice.awaitClose()).isEqualTo(1012);
        assertThat(bob.awaitClose()).isEqualTo(1012);
        assertThat(node.hub().sockets().count()).isZero();
        assertThat(Xhr.of(node, ALICE).poll().status()).isEqualTo(503);
    }

    @Test
    void aFrameAboveTheLimitClosesTheSocket() {
        int limit = BridgeSettings.DEFAULTS.maxFrameBytes();
        Client alice = Client.raw(node, ALICE);
        Client bob = Client.sockJs(node, BOB);
        Client carefulBob = Client.raw(node, BOB);

        carefulBob.write(" ".repeat(limit - 2) + "{}");
        carefulBob.receiveError("bad_request");
        alice.write("x".repeat(limit + 1));
        bob.write("x".repeat(limit + 1));

        assertThat(alice.awaitClose()).isEqualTo(1009);
        assertThat(bob.awaitClose()).isEqualTo(1009);
        assertThat(carefulBob.isClosed()).isFalse();
    }

    /** sockjs-client writes each of the two halves in six characters. */
    @Test
    void theLongestTextOfEmojiIsNoFrameAboveTheLimitAsSockJsWritesIt() {
        Client bob = Client.sockJs(node, BOB);
        String emoji = "\\ud83d\\ude00".repeat(99_999);

        bob.webSocket().writeTextMessage("[\"{\\\"type\\\":\\\"" + emoji + "\\\"}\"]");

        bob.receiveError("bad_request");
        assertThat(bob.isClosed()).isFalse();
    }
}
