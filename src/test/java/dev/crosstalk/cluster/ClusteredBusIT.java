package dev.crosstalk.cluster;

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
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Done;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Handlers;
import dev.crosstalk.bus.PresenceEvent;
import dev.crosstalk.bus.SessionId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands and events between nodes, also when one of them dies without a goodbye. */
@Timeout(120)
class ClusteredBusIT {
    private static final Caller ALICE = new Caller(new ApplicationId(1), new AccountId(1), new SessionId(1));
    private static final List<ConversationId> CONVERSATIONS =
            LongStream.rangeClosed(1, 64).mapToObj(ConversationId::new).toList();
    private static final List<AccountId> PEOPLE =
            LongStream.rangeClosed(1, 60).mapToObj(AccountId::new).toList();

    /** Vert.x removes the dead node's registrations one by one, once the partitions have moved. */
    private static final Duration CLEANING = Duration.ofSeconds(30);

    private static final List<AccountId> FOLLOWED_BY_THE_DOOMED =
            LongStream.rangeClosed(1_001, 1_060).mapToObj(AccountId::new).toList();

    private final TestCluster cluster = new TestCluster(3);

    /** Which node answered what. */
    private final Map<ConversationId, String> answeredBy = new ConcurrentHashMap<>();

    @AfterEach
    void end() {
        cluster.close();
    }

    @Test
    void aCommandReachesTheOwnerFromEveryNode() throws Exception {
        Bus first = serve(cluster.start());
        Bus second = serve(cluster.start());
        awaitAgreement(first, second);

        for (Bus bus : List.of(first, second)) {
            answeredBy.clear();
            leaveAll(bus);

            assertThat(answeredBy).hasSize(CONVERSATIONS.size()).containsValues(self(first), self(second));
            CONVERSATIONS.forEach(conversation -> assertThat(answeredBy.get(conversation))
                    .isEqualTo(owner(first, conversation))
                    .isEqualTo(owner(second, conversation)));
        }
    }

    @Test
    void aFailureOfAnotherNodeKeepsItsCode() throws Exception {
        Bus first = bus(cluster.start());
        Bus second = bus(cluster.start());
        second.serve(
                        CommandType.CONVERSATION,
                        new Handlers()
                                .on(
                                        ConversationCommand.Leave.class,
                                        (caller, leave) -> Future.failedFuture(FailureCode.NOT_A_MEMBER.failure())))
                .await();
        await().until(() -> first.topology().any(CommandType.CONVERSATION).isPresent());

        assertThatThrownBy(() -> leave(first, CONVERSATIONS.get(0)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(FailureCode.NOT_A_MEMBER));
    }

    @Test
    void anEventReachesEveryNodeOnce() throws Exception {
        Bus first = bus(cluster.start());
        Bus second = bus(cluster.start());
        Queue<PresenceEvent> atFirst = listen(first);
        Queue<PresenceEvent> atSecond = listen(second);

        publishAll(first);
        publishAll(second);

        await().untilAsserted(() -> {
            assertThat(atFirst).hasSizeGreaterThanOrEqualTo(2 * PEOPLE.size());
            assertThat(atSecond).hasSizeGreaterThanOrEqualTo(2 * PEOPLE.size());
        });
        assertThat(List.of(atFirst, atSecond)).allSatisfy(all -> assertThat(all).hasSize(2 * PEOPLE.size()));
    }

    @Test
    void whenANodeDiesItsShardsAreServedByTheLivingAtOnce() throws Exception {
        Bus first = serve(cluster.start());
        ClusterNode doomed = cluster.start();
        Bus second = serve(doomed);
        awaitAgreement(first, second);
        leaveAll(first);
        assertThat(answeredBy).containsValue(self(second));
        answeredBy.clear();

        TestCluster.kill(doomed);

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(CONVERSATIONS)
                        .allSatisfy(conversation ->
                                assertThat(owner(first, conversation)).isEqualTo(self(first))));
        leaveAll(first);
        assertThat(answeredBy).hasSize(CONVERSATIONS.size()).doesNotContainValue(self(second));
    }

    @Test
    void aRequestThatADeadNodeTookFailsWithoutWaitingForItsTimeOut() throws Exception {
        Bus first = bus(cluster.start());
        ClusterNode doomed = cluster.start();
        Promise<Void> taken = Promise.promise();
        bus(doomed)
                .serve(CommandType.CONVERSATION, new Handlers().on(ConversationCommand.Leave.class, (caller, leave) -> {
                            taken.complete();
                            return Promise.<Done>promise().future();
                        }))
                .await();
        await().until(() -> first.topology().any(CommandType.CONVERSATION).isPresent());
        Future<Done> reply = first.request(ALICE, new ConversationCommand.Leave(CONVERSATIONS.get(0)));
        taken.future().await();

        TestCluster.kill(doomed);

        await().atMost(Duration.ofSeconds(5)).until(reply::isComplete);
        assertThat(reply.cause())
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(FailureCode.OUTCOME_UNKNOWN));
    }

    @Test
    void whenANodeDiesAfterItsRoutesWereCachedEventsGoToTheLivingAlone() throws Exception {
        ClusterNode survivor = cluster.start();
        ClusterNode other = cluster.start();
        ClusterNode doomed = cluster.start();
        killAfterRoutesWereCached(survivor, other, doomed);
    }

    /** The dead node was the only one to know of half the registrations. */
    @Test
    void whenRegistrationsAreLostWithANodeTheyComeBackAndTheCachedOnesAreForgotten(@TempDir Path directory)
            throws Exception {
        ClusterNode survivor = cluster.startWithoutBackups(directory);
        ClusterNode other = cluster.startWithoutBackups(directory);
        ClusterNode doomed = cluster.startWithoutBackups(directory);
        killAfterRoutesWereCached(survivor, other, doomed);
    }

    private static void killAfterRoutesWereCached(ClusterNode survivor, ClusterNode other, ClusterNode doomed) {
        Bus living = bus(survivor);
        Queue<PresenceEvent> heard = listen(living);
        Queue<PresenceEvent> heardByOther = listen(bus(other));
        Queue<PresenceEvent> heardByDoomed = listen(bus(doomed));
        Queue<PresenceEvent> heardByDoomedAlone = listen(bus(doomed), FOLLOWED_BY_THE_DOOMED);
        publishAll(living);
        publishAll(living, FOLLOWED_BY_THE_DOOMED);
        await().untilAsserted(() -> assertThat(heardByDoomedAlone).hasSize(FOLLOWED_BY_THE_DOOMED.size()));
        await().untilAsserted(() -> assertThat(List.of(heard, heardByOther, heardByDoomed))
                .as("the premise: the routes are known")
                .allSatisfy(all -> assertThat(all).hasSize(PEOPLE.size())));

        TestCluster.kill(doomed);

        await().atMost(CLEANING)
                .untilAsserted(() -> assertThat(FOLLOWED_BY_THE_DOOMED)
                        .allSatisfy(person -> assertThat(TestCluster.listeners(survivor, Addresses.presence(person)))
                                .isEmpty()));
        await().atMost(CLEANING)
                .untilAsserted(() -> assertThat(PEOPLE)
                        .allSatisfy(person -> assertThat(TestCluster.listeners(survivor, Addresses.presence(person)))
                                .containsExactlyInAnyOrder(self(living), self(bus(other)))));
        heard.clear();
        heardByOther.clear();
        publishAll(living);
        await().untilAsserted(() -> {
            assertThat(heard).hasSize(PEOPLE.size());
            assertThat(heardByOther).hasSize(PEOPLE.size());
        });
    }

    private static Bus bus(ClusterNode node) {
        return new Bus(node.vertx(), node.topology());
    }

    private Bus serve(ClusterNode node) {
        Bus bus = bus(node);
        bus.serve(CommandType.CONVERSATION, new Handlers().on(ConversationCommand.Leave.class, (caller, leave) -> {
                            answeredBy.put(leave.conversation(), self(bus));
                            return Future.succeededFuture(new Done());
                        }))
                .await();
        return bus;
    }

    private void leaveAll(Bus bus) {
        CONVERSATIONS.forEach(conversation -> leave(bus, conversation));
    }

    private static void leave(Bus bus, ConversationId conversation) {
        bus.request(ALICE, new ConversationCommand.Leave(conversation)).await();
    }

    private static void awaitAgreement(Bus first, Bus second) {
        await().untilAsserted(() -> assertThat(CONVERSATIONS)
                .extracting(conversation -> owner(first, conversation))
                .isEqualTo(CONVERSATIONS.stream()
                        .map(conversation -> owner(second, conversation))
                        .toList())
                .contains(self(first), self(second)));
    }

    private static Queue<PresenceEvent> listen(Bus bus) {
        return listen(bus, PEOPLE);
    }

    private static Queue<PresenceEvent> listen(Bus bus, List<AccountId> people) {
        Queue<PresenceEvent> heard = new ConcurrentLinkedQueue<>();
        Future.all(people.stream()
                        .map(person -> bus.subscribe(
                                        Addresses.presence(person),
                                        delivery -> heard.add(delivery.event(PresenceEvent.class)))
                                .completion())
                        .toList())
                .await();
        return heard;
    }

    private static void publishAll(Bus bus) {
        publishAll(bus, PEOPLE);
    }

    private static void publishAll(Bus bus, List<AccountId> people) {
        people.forEach(person -> bus.publish(new PresenceEvent(person, PresenceEvent.Status.ONLINE, null)));
    }

    private static String self(Bus bus) {
        return bus.topology().self();
    }

    private static String owner(Bus bus, ConversationId conversation) {
        return bus.topology().owner(CommandType.CONVERSATION, conversation).orElse(null);
    }
}
