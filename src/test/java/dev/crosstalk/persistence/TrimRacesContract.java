package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.PersonalCommand.ListSaved;
import dev.crosstalk.bus.PersonalCommand.Save;
import dev.crosstalk.bus.RetentionCommand;
import dev.crosstalk.bus.StoredMessageCommand;
import dev.crosstalk.bus.StoredMessageCommand.Audience;
import dev.crosstalk.bus.UserEvent;
import dev.crosstalk.retention.RetentionSettings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What refers to a message goes with it, however close its coming is to the message's removal by another node; on both databases. */
@Timeout(120)
abstract class TrimRacesContract {
    private static final int MESSAGES = 300;
    private static final int STEP = 5;
    private static final int AT_ONCE = 12;
    private static final int DAYS = 30;

    /** Rows of people and of messages that name a message. */
    private static final List<String> REFERRING =
            List.of("saved", "hidden", "mention", "pin", "reaction", "reaction_kind", "message_edit");

    private final Random random = new Random(7);
    private PersistenceSettings settings;
    private TestNode removing;
    private TestNode referring;
    private Database database;
    private Caller alice;
    private Caller bob;
    private ConversationId room;

    abstract String freshUrl();

    @BeforeEach
    void start() {
        settings = PersistenceSettings.at(freshUrl()).withRetention(new RetentionSettings(null, 10_080, STEP, 90));
        removing = new TestNode(settings);
        referring = new TestNode(settings);
        database = removing.database(settings);
        alice = referring.guest("alice");
        bob = referring.guest("bob");
        room = referring.room(alice, "Garden");
        referring.ask(bob, new Join(room));
        referring.ask(alice, new RetentionCommand.Set(room, DAYS));
    }

    @AfterEach
    void stop() {
        referring.close();
        removing.close();
    }

    /** Messages that the next sweep removes. */
    private void old(int count) {
        IntStream.rangeClosed(1, count)
                .mapToObj(i -> referring.bus().request(alice, new Post(room, "message " + i, UUID.randomUUID())))
                .toList()
                .forEach(TestNode::await);
        long by = TimeUnit.DAYS.toMillis(DAYS + 1);
        TestNode.await(
                database.write(statements -> statements.update("UPDATE message SET created_at = created_at - ?", by)));
    }

    private Future<Long> sweep() {
        Promise<Long> swept = Promise.promise();
        new Thread(
                        () -> {
                            try {
                                swept.complete(removing.sweep());
                            } catch (RuntimeException | AssertionError e) {
                                swept.fail(e);
                            }
                        },
                        "sweep")
                .start();
        return swept.future();
    }

    /** How many rows of a table refer to messages that are not there. */
    private long dangling(String table) {
        return TestNode.await(database.reading()
                .number(
                        "SELECT COUNT(*) FROM " + table + " r WHERE r.conversation_id = ?"
                                + (table.equals("saved") ? " AND r.active = 1" : "")
                                + " AND NOT EXISTS (SELECT 1 FROM message m"
                                + " WHERE m.conversation_id = r.conversation_id AND m.seq = r.seq)",
                        room.value()));
    }

    /**
     * The moment that is hard to meet: the message was seen to be there, and the row that keeps it is about to be written. Somebody
     * else's row under the same key holds it there, until the removal has ended or waits.
     */
    @Test
    void a_message_that_is_removed_while_it_is_being_saved_is_kept_by_nobody() {
        old(1);
        Promise<Void> decided = Promise.promise();
        Promise<Void> inserted = Promise.promise();
        Future<Object> obstacle = database.transaction(statements -> statements
                .update(
                        "INSERT INTO saved (application_id, account_id, conversation_id, seq, active, saved_at, user_rev)"
                                + " VALUES (1, ?, ?, 1, 1, 1, 1)",
                        bob.account().value(),
                        room.value())
                .onSuccess(done -> inserted.complete())
                .compose(done -> decided.future())
                .compose(done -> Future.failedFuture("it was in the way only")));
        TestNode.await(inserted.future());
        Future<UserEvent.Saved> saved = referring.bus().request(bob, new Save(room, 1L));
        awaitWaiting();

        Future<Long> swept = sweep();
        TestNode.await(swept.timeout(1, TimeUnit.SECONDS).otherwiseEmpty());
        decided.complete();

        TestNode.await(obstacle.otherwiseEmpty());
        TestNode.await(saved.otherwiseEmpty());
        assertThat(TestNode.await(swept)).as("removed").isEqualTo(1);
        assertThat(dangling("saved")).isZero();
        assertThat(referring.ask(bob, new ListSaved(null, null)).saved()).isEmpty();
    }

    /** Until the command waits in the database for the row that is in its way; on SQLite nothing of it is to be seen there. */
    private void awaitWaiting() {
        if (database.dialect() == Dialect.MYSQL) {
            await().until(() -> TestNode.await(database.reading()
                            .number("SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'"))
                    > 0);
        }
    }

    @Test
    void whoever_saves_hides_pins_mentions_and_reacts_while_messages_are_removed_leaves_nothing_behind() {
        old(MESSAGES);
        Queue<FailureCode> refused = new ConcurrentLinkedQueue<>();
        AtomicInteger done = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        List<Future<Void>> people = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> refer(i, over, done, refused))
                .toList();
        await().until(() -> done.get() > AT_ONCE);
        int before = done.get();
        long removed = TestNode.await(sweep(), 90);
        int meanwhile = done.get() - before;
        over.set(true);
        people.forEach(TestNode::await);

        removed += removing.sweep();

        assertThat(removed).isEqualTo(MESSAGES);
        if (database.dialect() == Dialect.MYSQL) {
            // Of SQLite's one lock somebody may get nothing for as long as others want it.
            assertThat(meanwhile).as("the premise: both at once").isPositive();
            assertThat(refused).as("and some came too late").contains(FailureCode.NOT_FOUND);
        }
        REFERRING.forEach(table -> assertThat(dangling(table)).as(table).isZero());
        assertThat(referring.ask(bob, new ListSaved(null, null)).saved()).isEmpty();
        assertThat(referring.refusal(bob, new Save(room, 1L))).isEqualTo(FailureCode.NOT_FOUND);
    }

    private Future<Void> refer(int person, AtomicBoolean over, AtomicInteger done, Queue<FailureCode> refused) {
        if (over.get()) {
            return Future.succeededFuture();
        }
        Caller who = person % 2 == 0 ? alice : bob;
        Command<?> command = reference(who, person);
        return referring.bus().request(who, command).transform(answer -> {
            if (answer.succeeded()) {
                done.incrementAndGet();
            } else if (command instanceof Save) {
                refused.add(Failure.of(answer.cause()).code());
            }
            return refer(person, over, done, refused);
        });
    }

    /** Half of the people save; the others do whatever else makes rows that refer to a message. */
    private Command<?> reference(Caller who, int person) {
        long seq = 1 + random.nextInt(MESSAGES);
        List<LongFunction<Command<?>>> others = List.of(
                at -> new StoredMessageCommand.Delete(room, at, Audience.ME),
                at -> new StoredMessageCommand.React(room, at, ":late:", true),
                at -> who == alice
                        ? new StoredMessageCommand.Pin(room, at)
                        : new StoredMessageCommand.React(room, at, "👍", true),
                at -> new StoredMessageCommand.Edit(room, at, "for you", List.of(bob.account()), null));
        return person < AT_ONCE / 2
                ? new Save(room, seq)
                : others.get(random.nextInt(others.size())).apply(seq);
    }
}
