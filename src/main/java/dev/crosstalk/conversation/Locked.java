package dev.crosstalk.conversation;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationSettings;
import java.util.Optional;

/**
 * A conversation while nobody else can change it.
 *
 * @param title null if it has none
 * @param now database time in epoch milliseconds
 * @param actor the place of who wants to change it
 * @param subject the place of whom the change is about
 * @param lastOwner whether the subject is the only owner
 */
public record Locked(
        ConversationId id,
        ApplicationId application,
        ConversationKind kind,
        String title,
        ConversationSettings settings,
        long lastSeq,
        long rev,
        int memberCount,
        long now,
        Optional<Membership> actor,
        Optional<Membership> subject,
        boolean lastOwner) {

    /** @throws dev.crosstalk.bus.Failure unless who wants to change it is a member */
    Membership requireActor() {
        return Access.requireMember(settings.open(), actor);
    }
}
