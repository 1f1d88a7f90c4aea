package dev.crosstalk.message;

import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.conversation.Access;
import dev.crosstalk.conversation.Membership;
import dev.crosstalk.message.Draft.Seat;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Who has to wait in conversations that members post to once in so many seconds. Moderators never wait. */
final class SlowMode {
    private final Map<Seat, Long> posts = new HashMap<>();

    /** @param time of the message that is refused or not */
    Optional<Failure> refusal(Head head, Seat seat, Membership membership, long time) {
        if (!applies(head, membership)) {
            return Optional.empty();
        }
        long last = posts.getOrDefault(seat, membership.lastPostAt());
        long wait = last + head.settings().slowModeSeconds() * 1000L - time;
        return last > 0 && wait > 0 ? Optional.of(FailureCode.SLOW_MODE.retryAfter(wait)) : Optional.empty();
    }

    void posted(Head head, Seat seat, Membership membership, long time) {
        if (applies(head, membership)) {
            posts.put(seat, time);
        }
    }

    private static boolean applies(Head head, Membership membership) {
        return head.settings().slowModeSeconds() > 0 && !Access.mayModerate(membership);
    }

    /** When those who have to wait from now on posted. */
    Map<Seat, Long> posts() {
        return posts;
    }
}
