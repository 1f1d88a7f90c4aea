package dev.crosstalk.conversation;

import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.Role;

/** A durable change of a conversation, as a rule decides it under the conversation's lock. */
public sealed interface Change {

    /** It is already as it was wanted. */
    record Nothing() implements Change {}

    /** @param joinedSeq messages up to this one are not shown to the new member */
    record Enters(ConversationEvent.Change how, Role role, long joinedSeq) implements Change {}

    record Exits(ConversationEvent.Change how) implements Change {}

    record Retitled(String title) implements Change {}
}
