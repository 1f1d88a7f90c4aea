package dev.crosstalk.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Addresses;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.CommandType;
import dev.crosstalk.bus.ConversationCommand;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.Handlers;
import dev.crosstalk.bus.PresenceCommand;
import dev.crosstalk.bus.PresenceEvent;
import dev.crosstalk.bus.PresenceEvent.Status;
import dev.crosstalk.bus.SessionId;
import dev.crosstalk.cluster.SingleNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PresenceVerticleTest {
    private static final AccountId ALICE = new AccountId(1);
    private static final AccountId BOB = new AccountId(2);
    private static final AccountId MALLORY = new AccountId(3);
    private static final PresenceSettings QUICK = new PresenceSettings(50, 500, 20, PresenceSettings.MEMORY, null);
    private static final PresenceSettings PATIENT = PresenceSettings.DEFAULTS;

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx, new SingleNode());
    private final Queue<PresenceEvent> ofBob = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void serveConversations() {
        bus.serve(CommandType.CONVERSATION, new Handlers().on(ConversationCommand.Authorize.class, (caller, wanted) -> {
                            List<AccountId> seen = caller.account().equals(ALICE)
                                    ? wanted.people().stream()
                                            .filter(BOB::equals)
                                            .toList()
                                    : List.of();
                            return Future.succeededFuture(
                                    new ConversationCommand.Authorized(List.of(), seen, null, null));
                        }))
                .await();
        bus.subscribe(Addresses.presence(BOB), delivery -> ofBob.add(delivery.event(PresenceEvent.class)))
                .completion()
                .await();
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void aHeartbeatMakesSomebodyOnlineAndItsAbsenceOffline() {
        deploy(QUICK);

        beat(BOB);

        await().untilAsserted(() ->
                assertThat(ofBob).extracting(PresenceEvent::status).containsExactly(Status.ONLINE, Status.OFFLINE));
        assertThat(ofBob).extracting(PresenceEvent::lastActive).first().isNull();
        assertThat(ofBob).extracting(PresenceEvent::lastActive).last().isNotNull();
    }

    @Test
    void aQueryAnswersThoseWhomTheAskerMaySeeAndLeavesOutTheOthers() {
        deploy(PATIENT);
        beat(BOB, MALLORY);

        assertThat(query(ALICE, MALLORY, BOB, ALICE)).containsExactly(new PresenceEvent(BOB, Status.ONLINE, null));
    }

    @Test
    void strangersSeeNobody() {
        deploy(PATIENT);
        beat(BOB);

        assertThat(query(MALLORY, BOB)).isEmpty();
    }

    @Test
    void aQueryThatNobodyAsksIsRefused() {
        deploy(PATIENT);

        assertThatThrownBy(() -> bus.request(null, new PresenceCommand.Query(List.of(BOB)))
                        .await())
                .isInstanceOf(Failure.class);
    }

    private void deploy(PresenceSettings settings) {
        vertx.deployVerticle(new PresenceVerticle(
                        settings, PresenceStores.open(vertx, settings), PresenceStores.openHere(vertx, settings), bus))
                .await();
    }

    private void beat(AccountId... accounts) {
        bus.request(null, new PresenceCommand.Heard(List.of(accounts))).await();
    }

    private List<PresenceEvent> query(AccountId asker, AccountId... accounts) {
        Caller caller = new Caller(new ApplicationId(1), asker, new SessionId(asker.value()));
        return bus.request(caller, new PresenceCommand.Query(List.of(accounts)))
                .await()
                .states();
    }
}
