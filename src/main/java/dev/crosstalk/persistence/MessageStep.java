package dev.crosstalk.persistence;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationEvent.Pinned;
import dev.crosstalk.bus.ConversationEvent.Reaction;
import dev.crosstalk.bus.ConversationEvent.Unpinned;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Event;
import dev.crosstalk.message.LockedMessage;
import dev.crosstalk.message.MessageChange;
import dev.crosstalk.message.StoredMessage;
import dev.crosstalk.message.Subject;
import dev.crosstalk.persistence.MentionRows.Mentioning;
import dev.crosstalk.persistence.Queued.Changed;
import io.vertx.core.Future;
import java.util.List;

/** Carries out what a rule has decided about a message, in the transaction that has locked its conversation. */
final class MessageStep {
    private final Statements statements;
    private final Outbox outbox;
    private final Caller caller;
    private final ConversationId conversation;
    private final long seq;
    private final LockedMessage locked;
    private final long rev;
    private final long time;

    MessageStep(Statements statements, Outbox outbox, Caller caller, Subject subject, LockedMessage locked) {
        this.statements = statements;
        this.outbox = outbox;
        this.caller = caller;
        this.conversation = subject.conversation();
        this.seq = subject.seq();
        this.locked = locked;
        this.rev = locked.conversation().rev();
        this.time = locked.conversation().time();
    }

    Future<Changed<Void>> apply(MessageChange change) {
        if (change instanceof MessageChange.Reworded reworded) {
            return reword(locked.found().orElseThrow(), reworded.after());
        }
        if (change instanceof MessageChange.Erased erased) {
            return erase(erased.after());
        }
        if (change instanceof MessageChange.Reacted reacted) {
            Reaction event = reaction(reacted);
            return head().compose(done -> ReactionRows.write(statements, caller.application(), event))
                    .map(done -> publish(event));
        }
        if (change instanceof MessageChange.Pinned) {
            Pinned event = new Pinned(conversation, rev, lastSeq(), caller.account(), seq, time);
            return head().compose(done -> PinRows.insert(statements, caller.application(), event))
                    .map(done -> publish(event));
        }
        if (change instanceof MessageChange.Unpinned) {
            Unpinned event = new Unpinned(conversation, rev, lastSeq(), caller.account(), seq, time);
            return head().compose(done -> PinRows.delete(statements, caller.application(), event))
                    .map(done -> publish(event));
        }
        if (change instanceof MessageChange.Hidden) {
            return hide().compose(done -> HiddenRows.insert(statements, caller, conversation, seq))
                    .map(MessageStep::publish);
        }
        return Future.succeededFuture(new Changed<>(null, List.of()));
    }

    private static Changed<Void> publish(Event event) {
        return new Changed<>(null, List.of(event));
    }

    private long lastSeq() {
        return locked.conversation().lastSeq();
    }

    private Reaction reaction(MessageChange.Reacted change) {
        return new Reaction(
                conversation,
                rev,
                seq,
                caller.account(),
                change.kind(),
                change.on(),
                change.count(),
                change.firstRev(),
                time);
    }

    private Future<Changed<Void>> reword(StoredMessage before, StoredMessage after) {
        return head().compose(done -> keepEarlier(before, after.edits()))
                .compose(done -> statements.update(
                        "UPDATE message SET rev = ?, text = ?, edited_at = ?, edits = ?, mentions = ?"
                                + " WHERE conversation_id = ? AND seq = ?",
                        after.rev(),
                        after.text(),
                        after.editedAt(),
                        after.edits(),
                        MentionRows.text(after.mentions()),
                        conversation.value(),
                        seq))
                .compose(done -> before.mentions().equals(after.mentions()) ? Future.succeededFuture() : mention(after))
                .compose(done -> changed(after));
    }

    private Future<Void> mention(StoredMessage after) {
        return purge("mention")
                .compose(done -> MentionRows.insert(
                        statements,
                        List.of(new Mentioning(caller.application(), conversation, seq, after.mentions()))));
    }

    private Future<Integer> keepEarlier(StoredMessage before, int edit) {
        return statements.update(
                "INSERT INTO message_edit (application_id, conversation_id, seq, edit, text, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                caller.application().value(),
                conversation.value(),
                seq,
                edit,
                before.text(),
                before.editedAt() == null ? before.time() : before.editedAt());
    }

    /** Of what was said, and of what others thought of it, nothing stays. */
    private Future<Changed<Void>> erase(StoredMessage after) {
        return head().compose(done -> purge("message_edit"))
                .compose(done -> purge("reaction"))
                .compose(done -> purge("reaction_kind"))
                .compose(done -> purge("pin"))
                .compose(done -> purge("mention"))
                .compose(done -> statements.update(
                        "UPDATE message SET rev = ?, text = '', deleted_at = ?, deleted_by = ?, mentions = NULL"
                                + " WHERE conversation_id = ? AND seq = ?",
                        after.rev(),
                        after.deletion().time(),
                        after.deletion().actor().value(),
                        conversation.value(),
                        seq))
                .compose(done -> statements.update(
                        "${insert-new} INTO tombstone (application_id, conversation_id, seq) VALUES (?, ?, ?)",
                        caller.application().value(),
                        conversation.value(),
                        seq))
                .compose(done -> changed(after));
    }

    private Future<Integer> purge(String table) {
        return statements.update(
                "DELETE FROM " + table + " WHERE conversation_id = ? AND seq = ?", conversation.value(), seq);
    }

    private Future<Integer> head() {
        return statements.update(
                "UPDATE conversation SET rev = ?, changed_at = ? WHERE id = ?", rev, time, conversation.value());
    }

    /** Nobody else hears of it; but what is cached of the conversation is that of another version from now on. */
    private Future<Integer> hide() {
        return statements.update(
                "UPDATE conversation SET hides = hides + 1, changed_at = ? WHERE id = ?", time, conversation.value());
    }

    /** Consumers of the outbox follow what they know of the message. */
    private Future<Changed<Void>> changed(StoredMessage after) {
        Outbox.Item item = new Outbox.Item(caller.application(), conversation, seq, rev, time);
        return outbox.add(statements, List.of(item))
                .compose(done -> new MessageViews(statements, conversation).forAll(List.of(after)))
                .map(events -> MessageStep.publish((ConversationEvent) events.get(0)));
    }
}
