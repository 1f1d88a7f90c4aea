package dev.crosstalk.persistence;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.Event;
import dev.crosstalk.conversation.Membership;
import dev.crosstalk.persistence.Queued.Changed;
import dev.crosstalk.retention.RetentionRules;
import dev.crosstalk.retention.RetentionSettings;
import dev.crosstalk.retention.RetentionStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** How long messages are kept, in SQL. */
final class SqlRetentionStore implements RetentionStore {
    /** Conversations in one look: little enough for a statement that asks for the oldest message and entry of each. */
    private static final int STRETCH = 500;

    /** Beside the columns of a conversation; not a join, which would lock the row of the application with it. */
    private static final String APPLICATION_DAYS =
            "(SELECT a.retention_days FROM application a WHERE a.id = conversation.application_id) AS application_days";

    private final Database database;
    private final Lanes lanes;
    private final RetentionSettings settings;
    private final Trimming trimming;

    SqlRetentionStore(Database database, Lanes lanes, Outbox outbox, RetentionSettings settings) {
        this.database = database;
        this.lanes = lanes;
        this.settings = settings;
        this.trimming = new Trimming(outbox, settings);
    }

    @Override
    public Future<Optional<Place>> find(Caller caller, ConversationId conversation) {
        return place(database.reading(), caller, conversation, "").map(found -> found.map(Locked::place));
    }

    /** A conversation, and what the next change of it needs to know. */
    private record Locked(Place place, long rev, long lastSeq, long time) {}

    private static Future<Optional<Locked>> place(
            Statements statements, Caller caller, ConversationId conversation, String lock) {
        return statements
                .first(
                        "SELECT kind, " + SettingsColumns.NAMES + ", retention_days, " + APPLICATION_DAYS
                                + ", closed, rev, last_seq, changed_at, ${now} AS now_ms FROM conversation"
                                + " WHERE id = ? AND application_id = ? " + lock,
                        List.of(conversation.value(), caller.application().value()),
                        row -> row)
                .compose(found -> statements
                        .first(
                                "SELECT role, active, joined_seq, rev FROM member WHERE conversation_id = ? AND account_id = ?",
                                List.of(conversation.value(), caller.account().value()),
                                Rows::membership)
                        .map(membership -> found.map(row -> locked(row, membership))));
    }

    private static Locked locked(Row row, Optional<Membership> membership) {
        return new Locked(
                new Place(
                        ConversationKind.of(row.getString("kind")),
                        SettingsColumns.read(row).open(),
                        membership,
                        row.getInteger("retention_days"),
                        row.getInteger("application_days"),
                        row.getInteger("closed") == 1),
                row.getLong("rev"),
                row.getLong("last_seq"),
                Math.max(row.getLong("now_ms"), row.getLong("changed_at")));
    }

    @Override
    public Future<Place> set(Caller caller, ConversationId conversation, Integer days, Consumer<Place> rule) {
        return lanes.change(
                conversation,
                statements -> place(statements, caller, conversation, "${lock}").compose(found -> {
                    Locked locked = found.orElseThrow(dev.crosstalk.bus.FailureCode.NOT_FOUND::failure);
                    rule.accept(locked.place());
                    return Objects.equals(days, locked.place().days())
                            ? Future.succeededFuture(new Changed<>(locked.place(), List.of()))
                            : write(statements, caller, conversation, days, locked);
                }));
    }

    private static Future<Changed<Place>> write(
            Statements statements, Caller caller, ConversationId conversation, Integer days, Locked locked) {
        ConversationEvent.Retention event = new ConversationEvent.Retention(
                conversation, locked.rev() + 1, locked.lastSeq(), caller.account(), days, locked.time());
        return statements
                .update(
                        "UPDATE conversation SET retention_days = ?, rev = ?, changed_at = ? WHERE id = ?",
                        days,
                        event.rev(),
                        event.time(),
                        conversation.value())
                .compose(done -> Entries.insert(statements, caller.application(), event))
                .map(done -> new Changed<>(locked.place(), List.<Event>of(event)));
    }

    @Override
    public Future<Optional<Default>> find(ApplicationId application) {
        return database.reading()
                .first(
                        "SELECT retention_days FROM application WHERE id = ?",
                        List.of(application.value()),
                        row -> new Default(row.getInteger("retention_days")));
    }

    @Override
    public Future<Boolean> set(ApplicationId application, Default wanted) {
        return database.write(statements -> statements.update(
                        "UPDATE application SET retention_days = ? WHERE id = ?", wanted.days(), application.value()))
                .map(found -> found > 0);
    }

    @Override
    public Future<Stretch> look(ConversationId after) {
        String kept = settings.days() == null
                ? " AND (c.retention_days IS NOT NULL OR EXISTS (SELECT 1 FROM application a"
                        + " WHERE a.id = c.application_id AND a.retention_days IS NOT NULL))"
                : "";
        return database.reading()
                .list(
                        "SELECT c.id, c.retention_days, (SELECT a.retention_days FROM application a"
                                + " WHERE a.id = c.application_id) AS application_days, ${now} AS now_ms,"
                                + " (SELECT m.created_at FROM message m WHERE m.conversation_id = c.id"
                                + " AND m.seq = c.first_seq) AS first_message,"
                                + " (SELECT e.created_at FROM entry e WHERE e.conversation_id = c.id"
                                + " ORDER BY e.rev LIMIT 1) AS first_entry"
                                + " FROM conversation c WHERE c.id > ?" + kept + " ORDER BY c.id LIMIT ?",
                        List.of(after == null ? 0L : after.value(), STRETCH),
                        row -> row)
                .map(rows -> {
                    List<ConversationId> due = new ArrayList<>();
                    rows.stream().filter(this::isDue).forEach(row -> due.add(new ConversationId(row.getLong("id"))));
                    return new Stretch(
                            due,
                            rows.size() < STRETCH
                                    ? null
                                    : new ConversationId(rows.get(STRETCH - 1).getLong("id")));
                });
    }

    private boolean isDue(Row row) {
        long cutoff = cutoff(row, settings);
        return isBefore(row.getLong("first_message"), cutoff) || isBefore(row.getLong("first_entry"), cutoff);
    }

    private static boolean isBefore(Long time, long cutoff) {
        return time != null && time < cutoff;
    }

    /** What is older is not kept. Of the columns retention_days, application_days and now_ms. */
    static long cutoff(Row row, RetentionSettings settings) {
        Integer days = RetentionRules.effectiveDays(
                row.getInteger("retention_days"), row.getInteger("application_days"), settings.days());
        return days == null ? Long.MIN_VALUE : row.getLong("now_ms") - TimeUnit.DAYS.toMillis(days);
    }

    @Override
    public Future<Integer> trim(ConversationId conversation) {
        return lanes.change(
                conversation,
                statements -> statements
                        .first(
                                "SELECT application_id, retention_days, " + APPLICATION_DAYS
                                        + ", rev, first_rev, first_seq, changed_at, ${now} AS now_ms"
                                        + " FROM conversation WHERE id = ? ${lock}",
                                List.of(conversation.value()),
                                row -> new Trimming.Trimmable(
                                        new ApplicationId(row.getLong("application_id")),
                                        conversation,
                                        row.getLong("rev"),
                                        row.getLong("first_rev"),
                                        row.getLong("first_seq"),
                                        cutoff(row, settings),
                                        Math.max(row.getLong("now_ms"), row.getLong("changed_at"))))
                        .compose(found -> found.isPresent()
                                ? trimming.trim(statements, found.get())
                                : Future.succeededFuture(new Changed<>(0, List.<Event>of()))));
    }
}
