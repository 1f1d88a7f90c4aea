package dev.crosstalk.conversation;

import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.bus.Role;
import java.util.List;

/** A durable change of a conversation, as a rule decides it under the conversation's lock. */
public sealed interface Change {

    /** It is already as it was wanted. */
    record Nothing() implements Change {}

    /** One after the other, together. */
    record All(List<Change> changes) implements Change {}

    /** @param joinedSeq messages up to this one are not shown to the new member */
    record Enters(ConversationEvent.Change how, Role role, long joinedSeq) implements Change {}

    /** If it was the last owner, somebody inherits. */
    record Exits(ConversationEvent.Change how) implements Change {}

    /**
     * Keeps out somebody who is not a member.
     *
     * @param until epoch milliseconds, or null for ever
     */
    record Bans(Long until) implements Change {}

    record Unbans() implements Change {}

    record GivesRole(Role role) implements Change {}

    record Retitled(String title) implements Change {}

    record Configured(ConversationSettings settings) implements Change {}
}
