package dev.crosstalk.message;

import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.conversation.Access;
import dev.crosstalk.conversation.Membership;
import java.time.Duration;

/**
 * How far people may go with messages.
 *
 * @param editable how old an own message may be to be edited; null for any age
 * @param deletable how old an own message may be to be deleted for everyone; null for any age
 * @param everyoneMembers in rooms with more members only moderators mention everyone
 */
public record MessageLimits(Duration editable, Duration deletable, int everyoneMembers) {

    /** @throws dev.crosstalk.bus.Failure unless the member may call everyone of the conversation */
    void requireMayMentionEveryone(
            ConversationKind kind, ConversationSettings settings, int memberCount, Membership member) {
        if (!Access.may(settings.permissions().mentionEveryone(), member)) {
            throw FailureCode.FORBIDDEN.because("You may not mention everyone here.");
        }
        if (kind == ConversationKind.ROOM && memberCount > everyoneMembers && !Access.mayModerate(member)) {
            throw FailureCode.FORBIDDEN.because("Only moderators mention everyone in a room of this size.");
        }
    }
}
