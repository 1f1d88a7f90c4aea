package dev.crosstalk.conversation;

import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.PermissionLevel;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Who is told what of a conversation, and who may do what in it. To strangers, and to other applications, a conversation that is
 * not open does not exist; who was a member once, and everyone outside of an open room, is told that they are not a member.
 */
public final class Access {
    private Access() {}

    public static boolean isMember(Optional<Membership> membership) {
        return membership.filter(Membership::isActive).isPresent();
    }

    /** What somebody who is not a member is answered. */
    public static Failure refusal(boolean open, Optional<Membership> membership) {
        return open || membership.isPresent() ? FailureCode.NOT_A_MEMBER.failure() : FailureCode.NOT_FOUND.failure();
    }

    /** @throws Failure unless the person is a member */
    public static Membership requireMember(boolean open, Optional<Membership> membership) {
        return membership.filter(Membership::isActive).orElseThrow(() -> refusal(open, membership));
    }

    /** Whether a member may act on what others did: their messages, their places. */
    public static boolean mayModerate(Membership membership) {
        return membership.isActive() && membership.role().mayModerate();
    }

    /** @param level what the conversation's permissions ask for */
    public static boolean may(PermissionLevel level, Membership membership) {
        return membership.isActive() && level.permits(membership.role());
    }

    /** Whether a member may write: messages, and what is attached to them. */
    public static boolean mayPost(ConversationSettings settings, Membership membership) {
        return may(settings.permissions().post(), membership);
    }

    /** @throws Failure unless the member may */
    static void require(PermissionLevel level, Membership membership, String what) {
        if (!may(level, membership)) {
            throw FailureCode.FORBIDDEN.because(what);
        }
    }

    /**
     * What is answered to somebody whose change is stored: how it looks now. Who was put out at once after it may not look any more,
     * and a refusal would say that nothing was changed.
     *
     * @return fails with {@link FailureCode#OUTCOME_UNKNOWN} where that cannot be seen: the answer to a repetition says why
     */
    public static <T> Future<T> shown(Future<T> look) {
        return look.recover(error -> Future.failedFuture(
                Failure.of(error).code().kind() == FailureCode.Kind.UNKNOWN
                        ? error
                        : FailureCode.OUTCOME_UNKNOWN.failure()));
    }
}
