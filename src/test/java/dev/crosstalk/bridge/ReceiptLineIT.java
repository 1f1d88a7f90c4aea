package dev.crosstalk.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.ReceiptEvent;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Receipts that the bus loses, doubles or brings in a wrong order. */
@Timeout(30)
class ReceiptLineIT {
    private BridgeNode node;
    private ReceiptLine line;
    private Client alice;

    @BeforeEach
    void start() {
        node = new BridgeNode(BridgeSettings.DEFAULTS, 2);
        line = node.services().receiptLine();
        node.services().signIn(1, 10);
        node.services().member(5, 1);
        line.read(5, 2, 1);
        alice = Client.raw(node, "token-1-10").register("conversation.5");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private List<Long> revs() {
        return alice.frames().stream()
                .map(frame -> frame.getValue("body"))
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .filter(body -> "receipt".equals(body.getString("type")))
                .map(body -> body.getLong("receiptRev"))
                .toList();
    }

    @Test
    void receiptsComeInOrderOfTheirNumberAndNoneTwice() {
        ReceiptEvent second = line.read(5, 2, 2);
        ReceiptEvent third = line.read(5, 3, 2);
        node.services().publish(third);
        node.services().publish(second);
        node.services().publish(third);

        await().until(() -> revs().size() == 2);
        assertThat(revs()).containsExactly(2L, 3L);
    }

    @Test
    void aLostReceiptIsNoticedThoughNothingFollows() {
        line.read(5, 2, 2);

        await().atMost(Bounds.HEALED.plus(Bounds.MACHINE)).until(() -> revs().equals(List.of(2L)));
        assertThat(line.asked()).hasSize(1);
    }

    @Test
    void ofSomebodyWhoReadOnTheLastReceiptFillsTheHole() {
        line.read(5, 2, 2);
        line.read(5, 2, 3);
        node.services().publish(line.read(5, 2, 4));

        await().until(() -> revs().equals(List.of(4L)));
    }

    @Test
    void aReceiptTakesNoPlaceAmongTheMessages() {
        node.services().publish(line.read(5, 2, 2));
        node.services().publish(node.services().message(5, "one"));
        node.services().publish(line.read(5, 2, 3));
        node.services().publish(node.services().message(5, "two"));

        await().until(() -> alice.messages().size() == 2 && revs().size() == 2);
        assertThat(node.services().filled()).isEmpty();
        assertThat(line.asked()).isEmpty();
    }
}
