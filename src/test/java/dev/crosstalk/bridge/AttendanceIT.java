package dev.crosstalk.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.HereEvent;
import dev.crosstalk.bus.PresenceCommand.HereChange;
import dev.crosstalk.bus.PresenceCommand.ReportHere;
import dev.crosstalk.bus.Setting;
import dev.crosstalk.bus.UserEvent;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a bridge tells of who is subscribed to what. */
@Timeout(60)
class AttendanceIT {
    private static final long ROOM = 5;
    private static final AccountId ALICE = new AccountId(1);
    private static final AccountId BOB = new AccountId(2);

    private BridgeNode node;

    @BeforeEach
    void start() {
        node = new BridgeNode(Settings.with(Map.of("heardMs", 200L)), 2);
        node.services().signIn(1, 10);
        node.services().signIn(2, 20);
        node.services().member(ROOM, 1);
        node.services().member(ROOM, 2);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void whoSubscribesIsHereAndWhoUnsubscribesOrHangsUpIsNot() {
        Client alice = alice();
        Client bob = bob();
        awaitHere(ALICE, BOB);

        alice.send(new JsonObject().put("type", "unregister").put("address", "conversation.5"));
        awaitHere(BOB);
        bob.webSocket().close();

        awaitHere();
    }

    @Test
    void ofTwoDevicesOneMayComeAndGoAndNothingIsReported() {
        alice();
        Client bob = bob();
        awaitHere(ALICE, BOB);
        int before = changes().size();

        Client second = alice();
        second.webSocket().close();
        second.awaitClose();
        bob.webSocket().close();

        awaitHere(ALICE);
        assertThat(changes().subList(before, changes().size()))
                .containsExactly(new HereChange(new ConversationId(ROOM), List.of(), List.of(BOB)));
    }

    @Test
    void anIdleNodeReportsThatItsListHoldsAndNothingElse() {
        alice();
        awaitHere(ALICE);
        int before = node.services().reports().size();

        await().until(() -> node.services().reports().size() >= before + 5);

        List<ReportHere> idle = List.copyOf(node.services().reports()).subList(before, before + 5);
        assertThat(idle).allSatisfy(report -> assertThat(report.changes()).isEmpty());
        assertThat(idle).extracting(ReportHere::list).containsOnly(idle.get(0).list());
    }

    @Test
    void aStoreThatForgotIsToldAnew() {
        alice();
        bob();
        awaitHere(ALICE, BOB);

        node.services().forgetReports();

        awaitHere(ALICE, BOB);
    }

    @Test
    void aReportOfUnknownFateEndsItsListAndTheNextOneReplacesIt() {
        Client alice = alice();
        awaitHere(ALICE);
        bob();
        awaitHere(ALICE, BOB);
        node.services().failReports(1);

        alice.webSocket().close();

        awaitHere(BOB);
        await().until(() -> node.services().reports().stream().anyMatch(report -> report.replaces() != null));
        awaitHere(BOB);
    }

    @Test
    void directConversationsHaveNoSuchList() {
        node.services().member(6, 1);
        node.services().direct(6);
        Client alice = alice();
        alice.register("conversation.6");
        awaitHere(ALICE);

        bob();
        awaitHere(ALICE, BOB);

        assertThat(changes()).extracting(HereChange::conversation).containsOnly(new ConversationId(ROOM));
    }

    @Test
    void whoHidesIsInNoList() {
        node.services().hide(2, true);
        bob();
        Client alice = alice();
        awaitHere(ALICE);
        assertThat(changes()).containsExactly(new HereChange(new ConversationId(ROOM), List.of(ALICE), List.of()));

        node.services().forgetReports();
        awaitHere(ALICE);
        alice.webSocket().close();
        awaitHere();
        assertThat(changes())
                .noneMatch(
                        change -> change.came().contains(BOB) || change.left().contains(BOB));
    }

    @Test
    void whoHidesFromNowOnLeavesTheListsAndComesBackToThem() {
        alice();
        Client bob = bob().register("user.2");
        awaitHere(ALICE, BOB);

        node.services().publish(new UserEvent.SettingChanged(BOB, 2, Setting.PRESENCE, "contacts"));
        awaitHere(ALICE);
        node.services().publish(new UserEvent.SettingChanged(BOB, 3, Setting.THEME, "dark"));
        node.services().publish(new UserEvent.SettingChanged(BOB, 4, Setting.PRESENCE, "everyone"));
        awaitHere(ALICE, BOB);
        bob.webSocket().close();
        awaitHere(ALICE);
    }

    @Test
    void aPermissionThatWasReadBeforeTheSettingDoesNotUndoIt() {
        alice();
        bob().register("user.2");
        awaitHere(ALICE, BOB);
        node.services().publish(new UserEvent.SettingChanged(BOB, 2, Setting.PRESENCE, "nobody"));
        awaitHere(ALICE);
        int before = node.services().reports().size();

        bob();

        await().until(() -> node.services().reports().size() >= before + 5);
        assertThat(node.services().here(ROOM)).containsExactly(ALICE);
    }

    @Test
    void whoLostTheMembershipIsNotHereAnyMore() {
        alice();
        bob();
        awaitHere(ALICE, BOB);

        node.services().publish(node.services().remove(ROOM, 2));

        awaitHere(ALICE);
    }

    @Test
    void subscribersHearWhoCameWithoutARevision() {
        Client alice = alice();

        node.bus().publish(new HereEvent(new ConversationId(ROOM), 2, List.of(BOB), List.of()));

        JsonObject event = alice.receive(frame -> frame.getString("address", "").equals("conversation.5"))
                .getJsonObject("body");
        assertThat(event)
                .isEqualTo(new JsonObject(
                        "{\"type\":\"here\",\"conversation\":\"5\",\"count\":2,\"joined\":[\"2\"],\"left\":[]}"));
    }

    private Client alice() {
        return Client.raw(node, "token-1-10").register("conversation.5");
    }

    private Client bob() {
        return Client.sockJs(node, "token-2-20").register("conversation.5");
    }

    private void awaitHere(AccountId... accounts) {
        await().untilAsserted(() -> assertThat(node.services().here(ROOM)).containsExactly(accounts));
    }

    private List<HereChange> changes() {
        return List.copyOf(node.services().reports()).stream()
                .flatMap(report -> report.changes().stream())
                .toList();
    }
}
