package dev.crosstalk.personal;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.PersonalCommand.SavedMessage;
import dev.crosstalk.bus.UserEvent;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Durable things of one person that nobody else sees. Each change is told to the person's devices. */
public interface PersonalStore {

    /**
     * Keeps a draft.
     *
     * @param bytes of the text that waits with it, at most
     * @param rule the draft to be stored, or empty for no change
     * @return the draft as it is now; fails with what {@link dev.crosstalk.conversation.Access} refuses
     */
    Future<UserEvent.Draft> keepDraft(
            Caller caller, ConversationId conversation, int bytes, Function<Draft, Optional<Draft>> rule);

    /** @return fails if the caller may not see the message; {@link dev.crosstalk.bus.FailureCode#NOT_FOUND} if there is none */
    Future<UserEvent.Saved> save(Caller caller, ConversationId conversation, long seq);

    Future<UserEvent.Saved> unsave(Caller caller, ConversationId conversation, long seq);

    /** A saved message, and the revision at which it was saved. */
    record Kept(SavedMessage message, long userRev) {}

    /** Saved messages with a revision below, the latest first. */
    Future<List<Kept>> saved(Caller caller, long before, int limit);
}
