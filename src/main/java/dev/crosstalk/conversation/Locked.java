package dev.crosstalk.conversation;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import java.util.Optional;

/**
 * A conversation while nobody else can change it.
 *
 * @param title null if it has none
 * @param actor the place of who wants to change it
 * @param subject the place of whom the change is about
 */
public record Locked(
        ConversationId id,
        ApplicationId application,
        ConversationKind kind,
        String title,
        long lastSeq,
        long rev,
        int memberCount,
        Optional<Membership> actor,
        Optional<Membership> subject) {}
