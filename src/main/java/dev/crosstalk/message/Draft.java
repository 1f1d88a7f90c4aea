package dev.crosstalk.message;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Ids;
import dev.crosstalk.bus.MessageCommand.Post;
import java.util.UUID;

/** A message that is not stored yet, and who wants it to be. */
public record Draft(Caller caller, Post post) {

    public Key key() {
        return new Key(caller.account().value(), post.clientId());
    }

    public Seat seat() {
        return new Seat(post.conversation().value(), caller.account().value());
    }

    /** What it answers, as its sender sees it; null if it answers nothing. */
    public Reply reply() {
        return post.replyTo() == null ? null : new Reply(seat(), post.replyTo());
    }

    /** The place of somebody in its conversation. */
    public Seat seat(AccountId account) {
        return new Seat(post.conversation().value(), account.value());
    }

    /** A message that somebody answers. */
    public record Reply(Seat seat, long seq) {}

    /** Identifies a message by who sent it and the id that the sender's device gave it. */
    public record Key(long sender, UUID clientId) {}

    /** A person's place in a conversation. */
    public record Seat(long conversation, long account) {
        @Override
        public int hashCode() {
            return 31 * Ids.hash(conversation) + Ids.hash(account);
        }
    }
}
