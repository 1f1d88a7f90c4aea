package dev.crosstalk.persistence;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Event;
import dev.crosstalk.persistence.Queued.Changed;
import dev.crosstalk.retention.RetentionSettings;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes the beginning of a conversation: the oldest messages with all that belongs to them, and the entries from before.
 *
 * <p>{@code first_seq} is then that of the first message that is left, and {@code first_rev} is above the revision of everything
 * that went: whoever has not seen all of that is told to load anew, whoever has gets the event and drops it.
 */
final class Trimming {
    /** What belongs to a message and goes with it. */
    private static final List<String> BELONGINGS =
            List.of("message_edit", "reaction", "reaction_kind", "pin", "hidden", "mention", "tombstone");

    private final Outbox outbox;
    private final int stepRows;

    Trimming(Outbox outbox, RetentionSettings settings) {
        this.outbox = outbox;
        this.stepRows = settings.stepRows();
    }

    /** A locked conversation. @param cutoff what is older goes; {@code time} is that of its next change */
    record Trimmable(
            ApplicationId application,
            ConversationId id,
            long rev,
            long firstRev,
            long firstSeq,
            long cutoff,
            long time) {}

    /** A row that may go. */
    private record Old(long number, long rev, long time) {}

    /** @param before entries that are older go */
    private record Cut(int count, long firstSeq, long before, long highestRev) {}

    Future<Changed<Integer>> trim(Statements statements, Trimmable conversation) {
        return oldest(statements, "message", "seq", conversation)
                .compose(messages -> oldest(statements, "entry", "rev", conversation)
                        .map(entries -> cut(conversation, messages, entries)))
                .compose(cut -> withReactions(statements, conversation, cut))
                .compose(cut -> cut.count() == 0
                        ? Future.succeededFuture(new Changed<>(0, List.<Event>of()))
                        : remove(statements, conversation, cut));
    }

    /** In their order, one more than may go in this step. Times do not decrease in it. */
    private Future<List<Old>> oldest(Statements statements, String table, String order, Trimmable conversation) {
        return statements.list(
                "SELECT " + order + " AS number, rev, created_at FROM " + table + " WHERE conversation_id = ? ORDER BY "
                        + order + " LIMIT ?",
                List.of(conversation.id().value(), stepRows + 1),
                row -> new Old(row.getLong("number"), row.getLong("rev"), row.getLong("created_at")));
    }

    private Cut cut(Trimmable conversation, List<Old> messages, List<Old> entries) {
        int gone = 0;
        while (gone < Math.min(stepRows, messages.size()) && messages.get(gone).time() < conversation.cutoff()) {
            gone++;
        }
        long firstSeq =
                gone == 0 ? conversation.firstSeq() : messages.get(gone - 1).number() + 1;
        long before = gone < messages.size()
                ? Math.min(conversation.cutoff(), messages.get(gone).time())
                : conversation.cutoff();
        if (entries.size() > stepRows) {
            // Those of one millisecond go together: readers are told a time. There are never many.
            before = Math.min(before, entries.get(stepRows).time() + 1);
        }
        long highest = messages.stream().limit(gone).mapToLong(Old::rev).max().orElse(0);
        int count = gone;
        for (Old entry : entries) {
            if (entry.time() < before) {
                count++;
                highest = Math.max(highest, entry.rev());
            }
        }
        return new Cut(count, firstSeq, before, highest);
    }

    /** A reaction may be younger than its message. */
    private static Future<Cut> withReactions(Statements statements, Trimmable conversation, Cut cut) {
        return statements
                .number(
                        "SELECT COALESCE(MAX(rev), 0) FROM reaction WHERE conversation_id = ? AND seq < ?",
                        conversation.id().value(),
                        cut.firstSeq())
                .map(rev -> new Cut(cut.count(), cut.firstSeq(), cut.before(), Math.max(rev, cut.highestRev())));
    }

    private Future<Changed<Integer>> remove(Statements statements, Trimmable conversation, Cut cut) {
        ConversationEvent.Trimmed event = new ConversationEvent.Trimmed(
                conversation.id(), conversation.rev() + 1, cut.firstSeq(), cut.before(), conversation.time());
        return purge(statements, conversation, cut)
                .compose(done -> statements.update(
                        "UPDATE conversation SET rev = ?, first_rev = ?, first_seq = ?, trimmed_rev = ?, trimmed_before = ?,"
                                + " trimmed_at = ?, changed_at = ? WHERE id = ?",
                        event.rev(),
                        Math.max(conversation.firstRev(), cut.highestRev() + 1),
                        event.firstSeq(),
                        event.rev(),
                        event.before(),
                        event.time(),
                        event.time(),
                        conversation.id().value()))
                .compose(done -> outbox.trimmed(statements, conversation.application(), event))
                .compose(done -> SavedRows.takeBack(
                        statements, conversation.application(), conversation.id(), cut.firstSeq(), conversation.time()))
                .map(takenBack -> {
                    List<Event> events = new ArrayList<>(List.of(event));
                    events.addAll(takenBack);
                    return new Changed<>(cut.count(), events);
                });
    }

    /** The last removal, if its revision is in that range. @param values the conversation, since, up to */
    static Future<List<ConversationEvent>> event(Statements reading, List<Object> values) {
        return reading.list(
                "SELECT id, trimmed_rev, first_seq, trimmed_before, trimmed_at FROM conversation"
                        + " WHERE id = ? AND trimmed_rev > ? AND trimmed_rev <= ?",
                values,
                row -> new ConversationEvent.Trimmed(
                        new ConversationId(row.getLong("id")),
                        row.getLong("trimmed_rev"),
                        row.getLong("first_seq"),
                        row.getLong("trimmed_before"),
                        row.getLong("trimmed_at")));
    }

    private static Future<Integer> purge(Statements statements, Trimmable conversation, Cut cut) {
        List<String> tables = new ArrayList<>(BELONGINGS);
        tables.add("message");
        Future<Integer> done = statements.update(
                "DELETE FROM entry WHERE conversation_id = ? AND created_at < ?",
                conversation.id().value(),
                cut.before());
        for (String table : tables) {
            done = done.compose(ignored -> statements.update(
                    "DELETE FROM " + table + " WHERE conversation_id = ? AND seq < ?",
                    conversation.id().value(),
                    cut.firstSeq()));
        }
        return done.compose(ignored -> countOwn(statements, conversation));
    }

    /** Own messages that are gone are no longer to be left out of what is unread. */
    private static Future<Integer> countOwn(Statements statements, Trimmable conversation) {
        return statements.update(
                "UPDATE member SET own_unread = (SELECT COUNT(*) FROM message"
                        + " WHERE message.conversation_id = member.conversation_id"
                        + " AND message.sender_id = member.account_id AND message.seq > member.read_seq)"
                        + " WHERE conversation_id = ? AND own_unread > 0",
                conversation.id().value());
    }
}
