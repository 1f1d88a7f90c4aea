package dev.crosstalk.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.DirectoryEvent;
import dev.crosstalk.bus.DirectoryEvent.AccountCreated;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** News of people that the bus loses. */
@Timeout(60)
class DirectoryIT {
    private static final String ADDRESS = "directory." + Services.APPLICATION;

    private BridgeNode node;
    private Directory directory;
    private Client alice;

    @BeforeEach
    void start() {
        start(Settings.with(Map.of("headsMs", 400L, "graceMs", 50L)));
    }

    private void start(BridgeSettings settings) {
        node = new BridgeNode(settings, 2);
        directory = node.services().directory();
        node.services().signIn(1, 10);
        alice = Client.raw(node, "token-1-10").register(ADDRESS);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private List<String> news() {
        return alice.frames().stream()
                .filter(frame -> ADDRESS.equals(frame.getString("address")) && frame.containsKey("body"))
                .map(frame -> frame.getJsonObject("body"))
                .map(DirectoryIT::line)
                .toList();
    }

    private static String line(JsonObject event) {
        JsonObject account = event.getJsonObject("account");
        return event.getString("type") + " " + account.getString("id") + " " + account.getString("name");
    }

    /** What is asked from now on is answered and told when this returns. */
    private void aRoundHasPassed() {
        long rounds = directory.rounds();
        await().atMost(Bounds.HEALED.multipliedBy(2).plus(Bounds.MACHINE))
                .until(() -> directory.rounds() >= rounds + 2);
    }

    @Test
    void byTheDefaultsALossIsMadeGoodWithinFiveSeconds() {
        node.close();
        start(BridgeSettings.DEFAULTS);

        directory.rename(2, "bob_two");

        await().atMost(Bounds.HEALED.plus(Bounds.MACHINE)).until(() -> news().size() == 1);
    }

    @Test
    void aLostRenameAndALostDeletionAreToldLateAndOnce() {
        directory.rename(2, "bob_two");
        directory.delete(3);
        directory.rename(4, "mallory_two");

        await().atMost(Bounds.HEALED.plus(Bounds.MACHINE)).until(() -> news().size() == 3);
        aRoundHasPassed();
        assertThat(news())
                .containsExactly("account_renamed 2 bob_two", "account_deleted 3 ", "account_renamed 4 mallory_two");
    }

    @Test
    void whatWasHeardIsNotToldAgain() {
        DirectoryEvent renamed = directory.rename(2, "bob_two");
        node.services().publish(renamed);
        await().until(() -> news().size() == 1);

        aRoundHasPassed();

        assertThat(news()).containsExactly("account_renamed 2 bob_two");
    }

    @Test
    void anOlderNameThatComesLateIsSetRightAgain() {
        DirectoryEvent late = directory.rename(2, "bob_two");
        directory.rename(2, "bob_three");
        await().atMost(Bounds.HEALED.plus(Bounds.MACHINE)).until(() -> news().size() == 1);

        node.services().publish(late);

        await().atMost(Bounds.HEALED.plus(Bounds.MACHINE)).until(() -> news().size() == 3);
        assertThat(news())
                .containsExactly(
                        "account_renamed 2 bob_three", "account_renamed 2 bob_two", "account_renamed 2 bob_three");
    }

    @Test
    void whoIsNewIsToldAsEverAndAQuestionThatFailsIsAskedAgain() {
        directory.fail(1);
        node.services()
                .publish(new AccountCreated(Services.APPLICATION, new AccountView(new AccountId(5), "carol"), 1));
        directory.rename(5, "caroline");

        await().atMost(Bounds.HEALED.multipliedBy(2).plus(Bounds.MACHINE)).until(() -> news().size() == 2);
        assertThat(news()).containsExactly("account_created 5 carol", "account_renamed 5 caroline");
    }

    @Test
    void nothingIsAskedWhileNobodyListens() {
        aRoundHasPassed();
        node.services().userLine().startAt(1, 1);
        alice.send(new JsonObject().put("type", "unregister").put("address", ADDRESS))
                .register("user.1");
        node.services().publish(directory.rename(2, "unheard"));
        long rounds = directory.rounds();

        node.services().userLine().change(1, 5);

        await().atMost(Bounds.HEALED.plus(Bounds.MACHINE))
                .until(() -> alice.frames().stream()
                        .anyMatch(frame -> "user.1".equals(frame.getString("address")) && frame.containsKey("body")));
        assertThat(directory.rounds()).isLessThanOrEqualTo(rounds + 1);
        assertThat(news()).isEmpty();
    }
}
