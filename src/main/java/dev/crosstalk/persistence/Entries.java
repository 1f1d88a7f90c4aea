package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.bus.Json;
import dev.crosstalk.bus.Role;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;

/**
 * Durable changes that are not messages, as rows: {@code kind} is created, renamed, role, settings, retention, pinned, unpinned, or
 * how a membership changed.
 */
final class Entries {
    /** What {@link #read} reads, of the whole table. */
    static final String SELECT =
            "SELECT conversation_id, rev, after_seq, kind, actor_id, subject_id, data, created_at FROM entry";

    private static final String CREATED = "created";
    private static final String RENAMED = "renamed";
    private static final String RETENTION = "retention";
    private static final String ROLE = "role";
    private static final String SETTINGS = "settings";
    private static final String PINNED = "pinned";
    private static final String UNPINNED = "unpinned";

    private Entries() {}

    static Future<Integer> insert(Statements statements, ApplicationId application, ConversationEvent event) {
        if (event instanceof ConversationEvent.Created created) {
            return insert(
                    statements,
                    application,
                    created,
                    0,
                    CREATED,
                    created.actor(),
                    null,
                    created.title(),
                    created.time());
        }
        if (event instanceof ConversationEvent.Renamed renamed) {
            return insert(
                    statements,
                    application,
                    renamed,
                    renamed.afterSeq(),
                    RENAMED,
                    renamed.actor(),
                    null,
                    renamed.title(),
                    renamed.time());
        }
        if (event instanceof ConversationEvent.RoleChanged changed) {
            return insert(
                    statements,
                    application,
                    changed,
                    changed.afterSeq(),
                    ROLE,
                    changed.actor(),
                    changed.account().value(),
                    changed.role().text(),
                    changed.time());
        }
        if (event instanceof ConversationEvent.Configured configured) {
            return insert(
                    statements,
                    application,
                    configured,
                    configured.afterSeq(),
                    SETTINGS,
                    configured.actor(),
                    null,
                    Json.write(configured.settings()),
                    configured.time());
        }
        if (event instanceof ConversationEvent.Retention retention) {
            return insert(
                    statements,
                    application,
                    retention,
                    retention.afterSeq(),
                    RETENTION,
                    retention.actor(),
                    null,
                    retention.days() == null ? null : String.valueOf(retention.days()),
                    retention.time());
        }
        if (event instanceof ConversationEvent.Pinned pinned) {
            return pin(
                    statements,
                    application,
                    pinned,
                    PINNED,
                    pinned.afterSeq(),
                    pinned.actor(),
                    pinned.seq(),
                    pinned.time());
        }
        if (event instanceof ConversationEvent.Unpinned unpinned) {
            return pin(
                    statements,
                    application,
                    unpinned,
                    UNPINNED,
                    unpinned.afterSeq(),
                    unpinned.actor(),
                    unpinned.seq(),
                    unpinned.time());
        }
        ConversationEvent.Member member = (ConversationEvent.Member) event;
        return insert(
                statements,
                application,
                member,
                member.afterSeq(),
                member.change().text(),
                member.actor(),
                member.account().value(),
                null,
                member.time());
    }

    private static Future<Integer> pin(
            Statements statements,
            ApplicationId application,
            ConversationEvent event,
            String kind,
            long afterSeq,
            AccountId actor,
            long seq,
            long time) {
        return insert(statements, application, event, afterSeq, kind, actor, null, Long.toString(seq), time);
    }

    private static Future<Integer> insert(
            Statements statements,
            ApplicationId application,
            ConversationEvent event,
            long afterSeq,
            String kind,
            AccountId actor,
            Long subject,
            String data,
            long time) {
        return statements.update(
                "INSERT INTO entry (application_id, conversation_id, rev, after_seq, kind, actor_id, subject_id, data,"
                        + " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                application.value(),
                event.conversation().value(),
                event.rev(),
                afterSeq,
                kind,
                actor.value(),
                subject,
                data,
                time);
    }

    static ConversationEvent read(Row row) {
        ConversationId conversation = new ConversationId(row.getLong("conversation_id"));
        long rev = row.getLong("rev");
        AccountId actor = new AccountId(row.getLong("actor_id"));
        long time = row.getLong("created_at");
        String kind = row.getString("kind");
        return switch (kind) {
            case CREATED -> new ConversationEvent.Created(conversation, rev, actor, row.getString("data"), time);
            case RENAMED ->
                new ConversationEvent.Renamed(
                        conversation, rev, row.getLong("after_seq"), actor, row.getString("data"), time);
            case RETENTION ->
                new ConversationEvent.Retention(
                        conversation,
                        rev,
                        row.getLong("after_seq"),
                        actor,
                        row.getString("data") == null ? null : Integer.valueOf(row.getString("data")),
                        time);
            case ROLE ->
                new ConversationEvent.RoleChanged(
                        conversation,
                        rev,
                        row.getLong("after_seq"),
                        actor,
                        new AccountId(row.getLong("subject_id")),
                        Role.of(row.getString("data")),
                        time);
            case SETTINGS ->
                new ConversationEvent.Configured(
                        conversation,
                        rev,
                        row.getLong("after_seq"),
                        actor,
                        Json.read(row.getString("data"), ConversationSettings.class),
                        time);
            case PINNED ->
                new ConversationEvent.Pinned(
                        conversation,
                        rev,
                        row.getLong("after_seq"),
                        actor,
                        Long.parseLong(row.getString("data")),
                        time);
            case UNPINNED ->
                new ConversationEvent.Unpinned(
                        conversation,
                        rev,
                        row.getLong("after_seq"),
                        actor,
                        Long.parseLong(row.getString("data")),
                        time);
            default ->
                new ConversationEvent.Member(
                        conversation,
                        rev,
                        row.getLong("after_seq"),
                        ConversationEvent.Change.of(kind),
                        actor,
                        new AccountId(row.getLong("subject_id")),
                        time);
        };
    }
}
