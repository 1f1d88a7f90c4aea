package dev.crosstalk.message;

import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.MessageCommand.Posted;

/** What becomes of a draft. */
public sealed interface Outcome {

    /** It is stored by this batch. */
    record Stored(ConversationEvent.Message message) implements Outcome {
        public Posted posted(boolean duplicate) {
            return new Posted(
                    message.id(), message.conversation(), message.seq(), message.rev(), message.time(), duplicate);
        }
    }

    /** An earlier request stored it. */
    record Known(Posted posted) implements Outcome {}

    record Refused(Failure failure) implements Outcome {}
}
