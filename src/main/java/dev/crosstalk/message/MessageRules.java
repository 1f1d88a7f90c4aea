package dev.crosstalk.message;

import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.StoredMessageCommand.Edit;
import dev.crosstalk.conversation.Access;
import dev.crosstalk.message.MessageChange.Erased;
import dev.crosstalk.message.MessageChange.Hidden;
import dev.crosstalk.message.MessageChange.Nothing;
import dev.crosstalk.message.MessageChange.Pinned;
import dev.crosstalk.message.MessageChange.Reacted;
import dev.crosstalk.message.MessageChange.Reworded;
import dev.crosstalk.message.MessageChange.Unpinned;
import java.time.Duration;

/** The rules of changing a stored message, decided under its conversation's lock. Each gives the change, or throws the refusal. */
final class MessageRules {
    private static final int MOST_KINDS = 50;
    private static final int MOST_PINS = 100;

    private final MessageLimits limits;

    MessageRules(MessageLimits limits) {
        this.limits = limits;
    }

    /** Nobody puts words into another's mouth, moderators neither. */
    MessageChange edit(LockedMessage locked, Edit command) {
        StoredMessage message = locked.requireLiving();
        if (!locked.isOwn(message)) {
            throw FailureCode.FORBIDDEN.because("Only who wrote a message edits it.");
        }
        Mentions mentions = mentions(locked, message.mentions(), command);
        if (command.text().equals(message.text()) && mentions.equals(message.mentions())) {
            return new Nothing();
        }
        locked.requireMayPost();
        requireYoung(locked, message, limits.editable());
        return new Reworded(message.edited(locked.rev(), command.text(), mentions, locked.time()));
    }

    private Mentions mentions(LockedMessage locked, Mentions before, Edit command) {
        boolean everyone = command.everyone() == null ? before.everyone() : command.everyone();
        if (everyone && !before.everyone()) {
            limits.requireMayMentionEveryone(
                    locked.conversation().kind(),
                    locked.conversation().settings(),
                    locked.conversation().memberCount(),
                    locked.place().orElseThrow());
        }
        return command.mentions() == null
                ? new Mentions(before.accounts(), everyone)
                : new Mentions(
                        command.mentions().stream()
                                .filter(locked.members()::contains)
                                .toList(),
                        everyone);
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
        locked.requireMayChange();
        if (!locked.mayModerate()) {
            requireYoung(locked, message, limits.deletable());
        }
        return new Erased(message.deleted(locked.rev(), locked.actor(), locked.time()));
    }

    /** What one sees one may cease to see, tombstones too. */
    MessageChange hide(LockedMessage locked) {
        locked.requireReachable();
        return locked.hidden() ? new Nothing() : new Hidden();
    }

    MessageChange react(LockedMessage locked, String kind, boolean on) {
        locked.requireLiving();
        Reactions reactions = locked.reactions();
        if (reactions.own().contains(kind) == on) {
            return new Nothing();
        }
        locked.requireMayWrite();
        Reactions.Kind present = reactions.kinds().get(kind);
        if (present == null && reactions.kinds().size() >= MOST_KINDS) {
            throw FailureCode.TOO_MANY_REACTIONS.failure();
        }
        if (!reactions.tried().contains(kind) && reactions.tried().size() >= MOST_KINDS) {
            throw FailureCode.TOO_MANY_REACTIONS.because("You have tried as many kinds on that message as you may.");
        }
        return present == null
                ? new Reacted(kind, true, 1, locked.rev())
                : new Reacted(kind, on, present.count() + (on ? 1 : -1), present.firstRev());
    }

    MessageChange pin(LockedMessage locked) {
        locked.requireLiving();
        locked.requireMayWrite();
        requireMayPin(locked);
        if (locked.pins().pinned()) {
            return new Nothing();
        }
        if (locked.pins().count() >= MOST_PINS) {
            throw FailureCode.TOO_MANY_PINS.failure();
        }
        return new Pinned();
    }

    MessageChange unpin(LockedMessage locked) {
        locked.requireVisible();
        requireMayPin(locked);
        return locked.pins().pinned() ? new Unpinned() : new Nothing();
    }

    private static void requireMayPin(LockedMessage locked) {
        if (!Access.may(
                locked.conversation().settings().permissions().pin(),
                locked.place().orElseThrow())) {
            throw FailureCode.FORBIDDEN.because("You may not pin messages here.");
        }
    }

    private static void requireYoung(LockedMessage locked, StoredMessage message, Duration limit) {
        if (limit != null && locked.time() - message.time() > limit.toMillis()) {
            throw FailureCode.TOO_LATE.failure();
        }
    }
}
