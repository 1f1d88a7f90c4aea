package dev.crosstalk.message;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.StoredMessageCommand;
import java.util.List;

/**
 * The message that a change is about, and what its rule must know besides.
 *
 * @param people of whom it must know whether they are members
 * @param reactions whether it must know the message's
 * @param pins whether it must know the conversation's
 */
public record Subject(ConversationId conversation, long seq, List<AccountId> people, boolean reactions, boolean pins) {

    static Subject of(StoredMessageCommand<?> command) {
        return new Subject(command.conversation(), command.seq(), List.of(), false, false);
    }

    Subject withPeople(List<AccountId> wanted) {
        return new Subject(conversation, seq, wanted == null ? List.of() : wanted, reactions, pins);
    }

    Subject withReactions() {
        return new Subject(conversation, seq, people, true, pins);
    }

    Subject withPins() {
        return new Subject(conversation, seq, people, reactions, true);
    }
}
