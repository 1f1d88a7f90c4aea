package dev.crosstalk.persistence;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Event;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.conversation.Membership;
import dev.crosstalk.message.LockedMessage;
import dev.crosstalk.message.MessageChange;
import dev.crosstalk.message.StoredMessage;
import dev.crosstalk.persistence.Queued.Changed;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Changes a stored message, under its conversation's lock, by the rule that is given. */
final class MessageChanging {
    private final Lanes lanes;
    private final Outbox outbox;

    MessageChanging(Lanes lanes, Outbox outbox) {
        this.lanes = lanes;
        this.outbox = outbox;
    }

    Future<Void> change(
            Caller caller, ConversationId conversation, long seq, Function<LockedMessage, MessageChange> rule) {
        return lanes.change(
                conversation,
                statements -> lock(statements, caller, conversation, seq)
                        .compose(locked ->
                                new Step(statements, caller, conversation, locked).apply(rule.apply(locked))));
    }

    private static Future<LockedMessage> lock(
            Statements statements, Caller caller, ConversationId conversation, long seq) {
        return statements
                .first(
                        "SELECT kind, " + SettingsColumns.NAMES
                                + ", first_seq, rev, changed_at, ${now} AS now_ms FROM conversation"
                                + " WHERE id = ? AND application_id = ? ${lock}",
                        List.of(conversation.value(), caller.application().value()),
                        Function.identity())
                .map(found -> found.orElseThrow(FailureCode.NOT_FOUND::failure))
                .compose(row -> {
                    Future<Optional<Membership>> place = statements.first(
                            "SELECT role, active, joined_seq, rev FROM member WHERE conversation_id = ? AND account_id = ?",
                            List.of(conversation.value(), caller.account().value()),
                            Rows::membership);
                    Future<Optional<StoredMessage>> message = statements.first(
                            "SELECT " + MessageRows.COLUMNS + " FROM message WHERE conversation_id = ? AND seq = ?",
                            List.of(conversation.value(), seq),
                            MessageRows::read);
                    return Future.all(place, message)
                            .map(both -> locked(row, caller, place.result(), message.result()));
                });
    }

    private static LockedMessage locked(
            Row row, Caller caller, Optional<Membership> place, Optional<StoredMessage> message) {
        return new LockedMessage(
                SettingsColumns.read(row),
                row.getLong("first_seq"),
                row.getLong("rev") + 1,
                Math.max(row.getLong("now_ms"), row.getLong("changed_at")),
                caller.account(),
                place,
                message);
    }

    /** Carries out what the rule decided. */
    private final class Step {
        private final Statements statements;
        private final Caller caller;
        private final ConversationId conversation;
        private final LockedMessage locked;

        Step(Statements statements, Caller caller, ConversationId conversation, LockedMessage locked) {
            this.statements = statements;
            this.caller = caller;
            this.conversation = conversation;
            this.locked = locked;
        }

        Future<Changed<Void>> apply(MessageChange change) {
            if (change instanceof MessageChange.Reworded reworded) {
                return reword(locked.found().orElseThrow(), reworded.after());
            }
            if (change instanceof MessageChange.Erased erased) {
                return erase(erased.after());
            }
            return Future.succeededFuture(new Changed<>(null, List.of()));
        }

        private Future<Changed<Void>> reword(StoredMessage before, StoredMessage after) {
            return head().compose(done -> keepEarlier(before, after.edits()))
                    .compose(done -> statements.update(
                            "UPDATE message SET rev = ?, text = ?, edited_at = ?, edits = ?"
                                    + " WHERE conversation_id = ? AND seq = ?",
                            after.rev(),
                            after.text(),
                            after.editedAt(),
                            after.edits(),
                            conversation.value(),
                            after.seq()))
                    .compose(done -> changed(after));
        }

        private Future<Integer> keepEarlier(StoredMessage before, int edit) {
            return statements.update(
                    "INSERT INTO message_edit (application_id, conversation_id, seq, edit, text, created_at)"
                            + " VALUES (?, ?, ?, ?, ?, ?)",
                    caller.application().value(),
                    conversation.value(),
                    before.seq(),
                    edit,
                    before.text(),
                    before.editedAt() == null ? before.time() : before.editedAt());
        }

        /** What was said is gone, what was reacted and by whom it was seen first, too. */
        private Future<Changed<Void>> erase(StoredMessage after) {
            return head().compose(done -> purge("message_edit", after))
                    .compose(done -> purge("reaction", after))
                    .compose(done -> purge("pin", after))
                    .compose(done -> purge("mention", after))
                    .compose(done -> statements.update(
                            "UPDATE message SET rev = ?, text = '', deleted_at = ?, deleted_by = ?, mentions = NULL"
                                    + " WHERE conversation_id = ? AND seq = ?",
                            after.rev(),
                            after.deletion().time(),
                            after.deletion().actor().value(),
                            conversation.value(),
                            after.seq()))
                    .compose(done -> changed(after));
        }

        private Future<Integer> purge(String table, StoredMessage message) {
            return statements.update(
                    "DELETE FROM " + table + " WHERE conversation_id = ? AND seq = ?",
                    conversation.value(),
                    message.seq());
        }

        private Future<Integer> head() {
            return statements.update(
                    "UPDATE conversation SET rev = ?, changed_at = ? WHERE id = ?",
                    locked.rev(),
                    locked.time(),
                    conversation.value());
        }

        /** Consumers of the outbox follow what they know of the message. */
        private Future<Changed<Void>> changed(StoredMessage after) {
            Outbox.Item item =
                    new Outbox.Item(caller.application(), conversation, after.seq(), after.rev(), locked.time());
            return outbox.add(statements, List.of(item))
                    .compose(done -> Newcomers.firstSeqForAll(statements, conversation))
                    .map(first -> new Changed<>(null, List.<Event>of(after.eventForAll(first))));
        }
    }
}
