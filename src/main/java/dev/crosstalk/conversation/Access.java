package dev.crosstalk.conversation;

import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import java.util.Optional;

/**
 * Who is told what of a conversation. To strangers, and to other applications, direct conversations and groups do not exist; who
 * was a member once, and everyone outside of a room, is told that they are not a member.
 */
public final class Access {
    private Access() {}

    public static boolean isMember(Optional<Membership> membership) {
        return membership.filter(Membership::isActive).isPresent();
    }

    /** What somebody who is not a member is answered. */
    public static Failure refusal(ConversationKind kind, Optional<Membership> membership) {
        return kind == ConversationKind.ROOM || membership.isPresent()
                ? FailureCode.NOT_A_MEMBER.failure()
                : FailureCode.NOT_FOUND.failure();
    }

    /** @throws Failure unless the person is a member */
    public static Membership requireMember(ConversationKind kind, Optional<Membership> membership) {
        return membership.filter(Membership::isActive).orElseThrow(() -> refusal(kind, membership));
    }
}
