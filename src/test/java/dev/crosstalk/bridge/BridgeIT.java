package dev.crosstalk.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a signed-in person does on a socket. */
@Timeout(30)
class BridgeIT {
    private static final String ALICE = "token-1-10";
    private static final String BOB = "token-2-20";
    private static final String MALLORY = "token-3-30";

    private BridgeNode node;

    @BeforeEach
    void start() {
        node = new BridgeNode(BridgeSettings.DEFAULTS, 2);
        node.services().signIn(1, 10);
        node.services().signIn(2, 20);
        node.services().signIn(3, 30);
        node.services().member(5, 1);
        node.services().member(5, 2);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private Client connect(boolean sockJs, String token) {
        return sockJs ? Client.sockJs(node, token) : Client.raw(node, token);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aMessageReachesTheOtherMemberAndItsSenderIsAnswered(boolean sockJs) {
        Client alice = connect(sockJs, ALICE).register("conversation.5");
        Client bob = connect(sockJs, BOB).register("conversation.5");

        JsonObject reply = alice.post(5, "hello \"bob\" \u2603 \ud83d\ude00");

        assertThat(reply.getString("type")).isEqualTo("rec");
        assertThat(reply.getJsonObject("body").getLong("seq")).isEqualTo(1);
        await().until(() -> bob.messages().size() == 1 && alice.messages().size() == 1);
        assertThat(bob.messages()).containsExactly("hello \"bob\" \u2603 \ud83d\ude00");
    }

    @Test
    void manyMessagesArriveInOrderOnEverySocket() {
        Client alice = Client.raw(node, ALICE).register("conversation.5");
        Client bob = Client.sockJs(node, BOB).register("conversation.5");

        for (int i = 0; i < 300; i++) {
            alice.send(new JsonObject()
                    .put("type", "send")
                    .put("address", "cmd.message.post")
                    .put(
                            "body",
                            new JsonObject()
                                    .put("conversation", "5")
                                    .put("text", "message " + i)
                                    .put("clientId", java.util.UUID.randomUUID().toString())));
            if (i % 100 == 99) {
                int sent = i + 1;
                await().until(() -> bob.messages().size() == sent);
            }
        }

        await().until(() -> alice.messages().size() == 300);
        assertThat(bob.messages()).isEqualTo(alice.messages()).startsWith("message 0", "message 1");
        assertThat(bob.texts().size()).isLessThan(300);
    }

    @Test
    void whatIsRegisteredInOneTickIsOneQuestionOfPermission() {
        Client alice = Client.sockJs(node, ALICE);
        for (int i = 6; i < 106; i++) {
            node.services().member(i, 1);
        }
        io.vertx.core.json.JsonArray all = new io.vertx.core.json.JsonArray();
        for (int i = 6; i < 106; i++) {
            all.add(Client.registration("conversation." + i).encode());
        }

        alice.webSocket().writeTextMessage(all.encode());

        await().until(() -> alice.frames().size() == 100);
        assertThat(node.services().authorizations()).hasSize(1);
    }

    @Test
    void aNonMemberIsRefusedWithTheAddressAndKeepsTheSocket() {
        Client mallory = Client.raw(node, MALLORY);

        mallory.send(Client.registration("conversation.5"));

        JsonObject error = mallory.receiveError("not_a_member");
        assertThat(error.getString("address")).isEqualTo("conversation.5");
        assertThat(error.getInteger("failureCode")).isEqualTo(4031);
        assertThat(mallory.post(5, "let me in").getString("code")).isEqualTo("not_a_member");
        mallory.register("user.3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user.1",
                "directory.2",
                "presence.1",
                "svc.message.one",
                "__vertx.reply.1",
                "conversation.05",
                "conversation.",
                "cmd.message.post",
                "app.x.y",
                ""
            })
    void anAddressThatIsNotOnesOwnCannotBeListenedTo(String address) {
        Client mallory = Client.raw(node, MALLORY);

        mallory.send(Client.registration(address));

        assertThat(mallory.receiveError("access_denied").getString("address")).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "svc.message.one",
                "cmd.message.fill-hole",
                "cmd.account.redeem-ticket",
                "cmd.conversation.authorize",
                "conversation.5",
                "user.1",
                "__vertx.reply.1",
                "nowhere"
            })
    void onlyTheCommandsOfTheContractCanBeSent(String address) {
        Client mallory = Client.raw(node, MALLORY);

        assertThat(mallory.ask(address, new JsonObject().put("verb", "fill-hole"))
                        .getString("code"))
                .isEqualTo("access_denied");
    }

    @Test
    void nobodyCanPublish() {
        Client alice = Client.raw(node, ALICE).register("conversation.5");

        alice.send(new JsonObject()
                .put("type", "publish")
                .put("address", "conversation.5")
                .put("body", new JsonObject()));

        alice.receiveError("access_denied");
        alice.post(5, "the only one");
        await().until(() -> alice.messages().size() == 1);
    }

    @Test
    void aClientsHeadersDoNotSayWhoAsks() {
        Client mallory = Client.raw(node, MALLORY);

        mallory.send(new JsonObject()
                .put("type", "send")
                .put("address", "cmd.message.post")
                .put("headers", new JsonObject().put("account", "1").put("session", "10"))
                .put("replyAddress", "r")
                .put(
                        "body",
                        new JsonObject()
                                .put("conversation", "5")
                                .put("text", "I am alice")
                                .put("clientId", java.util.UUID.randomUUID().toString())));

        mallory.receiveError("not_a_member");
    }

    @Test
    void afterUnregisteringNothingComesAnyMore() {
        Client alice = Client.raw(node, ALICE).register("conversation.5");
        Client bob = Client.raw(node, BOB).register("conversation.5");

        bob.send(new JsonObject().put("type", "unregister").put("address", "conversation.5"));
        bob.register("user.2");
        alice.post(5, "unheard");
        bob.register("conversation.5");
        alice.post(5, "heard");

        await().until(() -> !bob.messages().isEmpty());
        assertThat(bob.messages()).containsExactly("heard");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "[]", "7", "\"text\"", "null", "{\"type\":7}", "{\"type\":\"dance\"}", "{}", "", "\u0000"})
    void whatCannotBeReadIsToldWithoutAddressAndTheSocketStays(String text) {
        Client alice = Client.raw(node, ALICE);

        alice.write(text);

        assertThat(alice.receive(frame -> "err".equals(frame.getString("type"))).getString("code"))
                .isIn("bad_json", "bad_request");
        alice.register("user.1");
    }

    @Test
    void deepJsonIsRefused() {
        Client alice = Client.raw(node, ALICE);

        alice.write("{\"type\":\"send\",\"address\":\"cmd.message.post\",\"body\":" + "[".repeat(10_000)
                + "]".repeat(10_000) + "}");

        alice.receive(frame -> "err".equals(frame.getString("type")));
        alice.register("user.1");
    }

    @Test
    void aCommandOfAWrongShapeIsRefusedWithTheFieldsName() {
        Client alice = Client.raw(node, ALICE);

        JsonObject error = alice.ask("cmd.message.post", new JsonObject().put("conversation", 5));

        assertThat(error.getString("code")).isEqualTo("bad_request");
        assertThat(error.getString("message")).contains("conversation");
        assertThat(error.getString("failureType")).isEqualTo("RECIPIENT_FAILURE");
    }

    @Test
    void noneOfManyGuessedAddressesIsOpen() {
        Client mallory = Client.raw(node, MALLORY);
        List<String> prefixes = List.of(
                "conversation.",
                "user.",
                "presence.",
                "directory.",
                "svc.message.",
                "cmd.message.",
                "app.",
                "__vertx.",
                "__vertx.reply.",
                "",
                "CONVERSATION.",
                "conversation.+",
                "conversation.5 ",
                "user.3.",
                "reply.");
        List<String> addresses = prefixes.stream()
                .flatMap(prefix -> IntStream.range(4, 40).mapToObj(i -> prefix + i))
                .toList();

        addresses.forEach(address -> mallory.send(Client.registration(address))
                .send(new JsonObject()
                        .put("type", "send")
                        .put("address", address)
                        .put("replyAddress", "to " + address))
                .send(new JsonObject().put("type", "publish").put("address", address)));

        await().until(() -> mallory.frames().size() == 3 * addresses.size());
        assertThat(mallory.frames()).allMatch(frame -> "err".equals(frame.getString("type")));
        assertThat(mallory.frames().stream()
                        .map(frame -> frame.getString("code"))
                        .distinct())
                .containsExactlyInAnyOrder("access_denied", "not_a_member");
    }
}
