package dev.crosstalk.message;

import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.message.MessageChange.Erased;
import dev.crosstalk.message.MessageChange.Nothing;
import dev.crosstalk.message.MessageChange.Reworded;
import java.time.Duration;

/** The rules of changing a stored message, decided under its conversation's lock. Each gives the change, or throws the refusal. */
final class MessageRules {
    private final MessageLimits limits;

    MessageRules(MessageLimits limits) {
        this.limits = limits;
    }

    /** Nobody puts words into another's mouth, moderators neither. */
    MessageChange edit(LockedMessage locked, String text) {
        StoredMessage message = locked.requireLiving();
        if (!locked.isOwn(message)) {
            throw FailureCode.FORBIDDEN.because("Only who wrote a message edits it.");
        }
        if (text.equals(message.text())) {
            return new Nothing();
        }
        locked.requireMayWrite();
        requireYoung(locked, message, limits.editable());
        return new Reworded(message.edited(locked.rev(), text, locked.time()));
    }

    /** Own messages while they are young enough, moderators any at any time. */
    MessageChange delete(LockedMessage locked) {
        StoredMessage message = locked.requireVisible();
        if (!locked.isOwn(message) && !locked.mayModerate()) {
            throw FailureCode.FORBIDDEN.because("Only who wrote a message deletes it, and moderators.");
        }
        if (message.isDeleted()) {
            return new Nothing();
        }
        locked.requireMayWrite();
        if (!locked.mayModerate()) {
            requireYoung(locked, message, limits.deletable());
        }
        return new Erased(message.deleted(locked.rev(), locked.actor(), locked.time()));
    }

    private static void requireYoung(LockedMessage locked, StoredMessage message, Duration limit) {
        if (limit != null && locked.time() - message.time() > limit.toMillis()) {
            throw FailureCode.TOO_LATE.failure();
        }
    }
}
