package dev.crosstalk.message;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.MessageId;
import dev.crosstalk.bus.Quote;
import dev.crosstalk.bus.ReactionCount;
import java.util.List;
import java.util.UUID;

/**
 * A message as it is stored.
 *
 * @param rev of its last change
 * @param text empty if it was deleted
 * @param editedAt when it was edited for the last time, or null
 * @param edits how often it was edited
 * @param deletion null unless it was deleted
 * @param replyTo the {@code seq} of the message that it answers, or null
 * @param mentions none if it was deleted
 */
public record StoredMessage(
        ConversationId conversation,
        long seq,
        MessageId id,
        long rev,
        AccountId sender,
        UUID clientId,
        String text,
        long time,
        Long editedAt,
        int edits,
        Deletion deletion,
        Long replyTo,
        Mentions mentions) {

    /** Who deleted a message, and when. */
    public record Deletion(AccountId actor, long time) {}

    /** As it was when it was posted. */
    public static StoredMessage posted(ConversationEvent.Message event) {
        return new StoredMessage(
                event.conversation(),
                event.seq(),
                event.id(),
                event.rev(),
                event.sender(),
                event.clientId(),
                event.text(),
                event.time(),
                null,
                0,
                null,
                event.replyTo() == null ? null : event.replyTo().seq(),
                new Mentions(
                        event.mentions() == null ? List.of() : event.mentions(),
                        Boolean.TRUE.equals(event.everyone())));
    }

    public boolean isDeleted() {
        return deletion != null;
    }

    /** The event of its last change, without what is other messages' or other people's. */
    public MessageEvent event() {
        return event(replyTo == null ? null : Quote.of(replyTo), List.of());
    }

    /**
     * The event of its last change without its text: for all, of whom some joined after it was posted. As it was posted it is
     * told to those who were there.
     */
    public MessageEvent withheld() {
        return isDeleted() || editedAt == null
                ? event()
                : new ConversationEvent.Edited(
                        conversation, rev, id, seq, sender, clientId, null, time, editedAt, null, null, null, null);
    }

    /** The event of its last change. */
    public MessageEvent event(Quote quote, List<ReactionCount> reactions) {
        if (isDeleted()) {
            return new ConversationEvent.Deleted(
                    conversation, rev, id, seq, sender, clientId, time, deletion.actor(), deletion.time());
        }
        List<AccountId> named = mentions.accounts().isEmpty() ? null : mentions.accounts();
        Boolean all = mentions.everyone() ? Boolean.TRUE : null;
        List<ReactionCount> shown = reactions.isEmpty() ? null : reactions;
        return editedAt == null
                ? new ConversationEvent.Message(
                        conversation, rev, id, seq, sender, clientId, text, time, quote, named, all, shown)
                : new ConversationEvent.Edited(
                        conversation, rev, id, seq, sender, clientId, text, time, editedAt, quote, named, all, shown);
    }

    StoredMessage edited(long newRev, String newText, Mentions newMentions, long now) {
        return new StoredMessage(
                conversation,
                seq,
                id,
                newRev,
                sender,
                clientId,
                newText,
                time,
                now,
                edits + 1,
                null,
                replyTo,
                newMentions);
    }

    StoredMessage deleted(long newRev, AccountId actor, long now) {
        return new StoredMessage(
                conversation,
                seq,
                id,
                newRev,
                sender,
                clientId,
                "",
                time,
                editedAt,
                edits,
                new Deletion(actor, now),
                replyTo,
                Mentions.NONE);
    }
}
