package dev.crosstalk.message;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.PermissionLevel;
import dev.crosstalk.conversation.Access;
import dev.crosstalk.conversation.Membership;
import java.util.Optional;

/**
 * A message while nobody else can change its conversation.
 *
 * @param firstSeq the lowest that is kept
 * @param rev the revision that a change would take
 * @param time the time that a change would have, epoch milliseconds
 * @param actor who wants to change it
 * @param place of the actor in the conversation
 * @param found empty if there is no such message
 */
public record LockedMessage(
        ConversationSettings settings,
        long firstSeq,
        long rev,
        long time,
        AccountId actor,
        Optional<Membership> place,
        Optional<StoredMessage> found) {

    /** @throws dev.crosstalk.bus.Failure unless the actor is a member and may see it, tombstone or not */
    StoredMessage requireVisible() {
        Membership member = Access.requireMember(settings.open(), place);
        return found.filter(message -> message.seq() >= firstSeq && message.seq() > member.joinedSeq())
                .orElseThrow(FailureCode.NOT_FOUND::failure);
    }

    /** As {@link #requireVisible}, and it must not have been deleted. */
    StoredMessage requireLiving() {
        StoredMessage message = requireVisible();
        if (message.isDeleted()) {
            throw FailureCode.MESSAGE_DELETED.failure();
        }
        return message;
    }

    /** @throws dev.crosstalk.bus.Failure if the actor only reads there */
    void requireMayWrite() {
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
}
