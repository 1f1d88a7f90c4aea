package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosstalk.bus.Failure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How nodes come by the numbers with which they make ids, so that no id is ever made twice. */
@Timeout(60)
abstract class IdLeaseContract {
    private Vertx vertx;
    private Database database;
    private final Set<Long> made = new HashSet<>();

    abstract String freshUrl();

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        database = TestNode.await(Opening.database(vertx, PersistenceSettings.at(freshUrl()), TestNode.SHARDS));
    }

    @AfterEach
    void stop() {
        TestNode.await(database.close());
        TestNode.await(vertx.close());
    }

    /** A node with a monotonic clock that the test moves. */
    private final class Node {
        private long nanos = System.nanoTime();
        private final DatabaseClock clock = new DatabaseClock(() -> nanos);
        private final IdMaker ids = new IdMaker(clock, () -> nanos);
        private final IdLease lease = new IdLease(database, clock, ids, () -> nanos);

        Node acquire() {
            TestNode.await(lease.acquire());
            return this;
        }

        void pass(long milliseconds) {
            nanos += TimeUnit.MILLISECONDS.toNanos(milliseconds);
        }

        void makeSome() {
            for (int i = 0; i < 5_000; i++) {
                assertThat(made.add(ids.next())).as("an id is made once").isTrue();
            }
        }

        long number() {
            return ids.next() >> 12 & 1023;
        }
    }

    @Test
    void nodes_that_start_at_once_get_numbers_of_their_own() {
        List<Node> nodes = new ArrayList<>();
        List<Future<Void>> leases = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Node node = new Node();
            nodes.add(node);
            leases.add(node.lease.acquire());
        }
        TestNode.await(Future.all(leases));
        assertThat(nodes.stream().map(Node::number)).doesNotHaveDuplicates();
        nodes.forEach(Node::makeSome);
    }

    @Test
    void a_number_that_was_given_back_is_used_again_without_repeating_an_id() {
        for (int i = 0; i < 5; i++) {
            Node node = new Node().acquire();
            node.makeSome();
            TestNode.await(node.lease.stop(vertx));
            assertThatThrownBy(node.ids::next).isInstanceOf(Failure.class);
        }
        assertThat(TestNode.await(database.reading().number("SELECT COUNT(*) FROM id_node")))
                .isLessThan(5);
    }

    @Test
    void a_frozen_node_that_lost_its_number_makes_no_id_until_it_has_another() {
        Node frozen = new Node().acquire();
        frozen.makeSome();
        long number = frozen.number();
        expireAllLeases();
        Node successor = new Node().acquire();
        assertThat(successor.number()).isEqualTo(number);
        successor.makeSome();
        frozen.makeSome();
        frozen.pass(IdLease.LEASE_MS);
        assertThatThrownBy(frozen.ids::next).isInstanceOf(Failure.class);
        TestNode.await(database.write(
                statements -> statements.update("DELETE FROM id_node WHERE number = ?", IdMaker.NODES - 1)));
        TestNode.await(frozen.lease.renew(0));
        assertThat(frozen.number()).isNotEqualTo(number);
        frozen.makeSome();
        successor.makeSome();
    }

    /** As if the database's clock had jumped ahead: the leases look over, while their holders still use them. */
    private void expireAllLeases() {
        TestNode.await(database.write(statements -> statements.update("UPDATE id_node SET lease_until = 0")));
        allNumbersButTheFirstAreTaken();
    }

    private void allNumbersButTheFirstAreTaken() {
        TestNode.await(database.write(statements -> statements
                .now()
                .compose(now -> statements.update(
                        "INSERT INTO id_node (number, owner, lease_until, high_time) VALUES (?, 'somebody', ?, ?)",
                        IdMaker.NODES - 1,
                        now + 3_600_000,
                        now + 3_600_000))));
    }

    @Test
    void a_database_whose_clock_was_set_back_repeats_no_id() {
        Node before = new Node().acquire();
        before.makeSome();
        long number = before.number();
        // Seen from a clock that was set back by an hour, what was reserved lies an hour ahead.
        TestNode.await(database.write(statements -> statements.update(
                "UPDATE id_node SET lease_until = 0, high_time = high_time + 3600000 WHERE number = ?", number)));
        allNumbersButTheFirstAreTaken();
        Node after = new Node().acquire();
        assertThat(after.number()).isEqualTo(number);
        after.makeSome();
        before.makeSome();
    }

    @Test
    void a_renewed_lease_reserves_the_time_that_is_needed() {
        Node node = new Node().acquire();
        long farAhead = node.ids.next() + (600_000L << 22);
        assertThatThrownBy(() -> node.ids.next(farAhead)).isInstanceOf(IdMaker.TimeNotReserved.class);
        long needed = node.clock.millis() + 601_000;
        TestNode.await(node.lease.renew(needed));
        assertThat(node.ids.next(farAhead)).isGreaterThan(farAhead);
        assertThat(TestNode.await(database.reading().number("SELECT MAX(high_time) FROM id_node")))
                .isGreaterThan(needed);
    }
}
