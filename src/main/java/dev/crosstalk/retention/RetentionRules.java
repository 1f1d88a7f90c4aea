package dev.crosstalk.retention;

import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Role;
import dev.crosstalk.conversation.Access;
import dev.crosstalk.conversation.Membership;

/** The rules of how long messages are kept. */
public final class RetentionRules {
    private RetentionRules() {}

    /**
     * After how many days messages are removed: the shorter of the two, so that owners may keep less than the operator, never more.
     *
     * @param conversation what the owners have set, or null
     * @param installation what the operator has set, or null
     * @return null for never
     */
    public static Integer effectiveDays(Integer conversation, Integer installation) {
        if (conversation == null || installation == null) {
            return conversation == null ? installation : conversation;
        }
        return Math.min(conversation, installation);
    }

    /** @throws dev.crosstalk.bus.Failure unless this person may set it: an owner, or either of two */
    static void requireMaySet(RetentionStore.Place place) {
        Membership membership = Access.requireMember(place.open(), place.membership());
        if (place.kind() != ConversationKind.DIRECT && membership.role() != Role.OWNER) {
            throw FailureCode.FORBIDDEN.because("Only owners set how long messages are kept.");
        }
    }
}
