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
 * @param bytes of the text that the change holds, at most
 */
public record Subject(
        ConversationId conversation, long seq, List<AccountId> people, boolean reactions, boolean pins, int bytes) {

    static Subject of(StoredMessageCommand<?> command) {
        return new Subject(command.conversation(), command.seq(), List.of(), false, false, 0);
    }

    Subject withPeople(List<AccountId> wanted) {
        return new Subject(conversation, seq, wanted == null ? List.of() : wanted, reactions, pins, bytes);
    }

    /** UTF-8 has at most three bytes for a char. */
    Subject withText(String text) {
        return new Subject(conversation, seq, people, reactions, pins, 3 * text.length());
    }

    Subject withReactions() {
        return new Subject(conversation, seq, people, true, pins, bytes);
    }

    Subject withPins() {
        return new Subject(conversation, seq, people, reactions, true, bytes);
    }
}
