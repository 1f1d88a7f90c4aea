package dev.crosstalk.message;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.PermissionLevel;
import dev.crosstalk.conversation.Access;
import dev.crosstalk.conversation.Membership;
import java.util.Optional;
import java.util.Set;

/**
 * A message while nobody else can change its conversation.
 *
 * @param conversation where it is
 * @param actor who wants to change it
 * @param place of the actor in the conversation
 * @param found empty if there is no such message
 * @param hidden whether the actor has deleted it for themselves
 * @param members those of the subject's people who are members
 * @param reactions of the message, if the subject asks for them
 * @param pins of the conversation, if the subject asks for them
 */
public record LockedMessage(
        Where conversation,
        AccountId actor,
        Optional<Membership> place,
        Optional<StoredMessage> found,
        boolean hidden,
        Set<AccountId> members,
        Reactions reactions,
        Pins pins) {

    /**
     * A locked conversation.
     *
     * @param firstSeq the lowest message that is kept
     * @param rev the revision that a change would take
     * @param time the time that a change would have, epoch milliseconds
     * @param closed whether one member of a direct conversation blocks the other
     */
    public record Where(
            ConversationKind kind,
            ConversationSettings settings,
            int memberCount,
            long firstSeq,
            long lastSeq,
            long rev,
            long time,
            boolean closed) {}

    /** @param pinned whether the message is among them */
    public record Pins(boolean pinned, long count) {
        public static final Pins NONE = new Pins(false, 0);
    }

    /** The message, or nothing if the actor may not see it whether hidden or not. */
    StoredMessage requireReachable() {
        Membership member = Access.requireMember(conversation.settings().open(), place);
        return found.filter(message -> message.seq() >= conversation.firstSeq() && message.seq() > member.joinedSeq())
                .orElseThrow(FailureCode.NOT_FOUND::failure);
    }

    /** @throws dev.crosstalk.bus.Failure unless the actor is a member and sees it, tombstone or not */
    StoredMessage requireVisible() {
        StoredMessage message = requireReachable();
        if (hidden) {
            throw FailureCode.NOT_FOUND.failure();
        }
        return message;
    }

    /** As {@link #requireVisible}, and it must not have been deleted. */
    StoredMessage requireLiving() {
        StoredMessage message = requireVisible();
        if (message.isDeleted()) {
            throw FailureCode.MESSAGE_DELETED.failure();
        }
        return message;
    }

    /** Another text is a new one. @throws dev.crosstalk.bus.Failure as for who posts */
    void requireMayPost() {
        if (!Access.mayPost(conversation.settings(), place.orElseThrow())) {
            throw FailureCode.READ_ONLY.failure();
        }
        requireMayWrite();
    }

    /** @throws dev.crosstalk.bus.Failure if nothing new is said there, or not by the actor */
    void requireMayWrite() {
        requireMayChange();
        if (conversation.closed()) {
            throw FailureCode.FORBIDDEN.failure();
        }
    }

    /** @throws dev.crosstalk.bus.Failure if the actor only reads there */
    void requireMayChange() {
        if (!Access.may(PermissionLevel.EVERYONE, place.orElseThrow())) {
            throw FailureCode.READ_ONLY.failure();
        }
    }

    boolean isOwn(StoredMessage message) {
        return message.sender().equals(actor);
    }

    boolean mayModerate() {
        return Access.mayModerate(place.orElseThrow());
    }

    long rev() {
        return conversation.rev();
    }

    long time() {
        return conversation.time();
    }
}
