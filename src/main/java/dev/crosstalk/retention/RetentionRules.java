package dev.crosstalk.retention;

import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Role;
import dev.crosstalk.conversation.Access;
import dev.crosstalk.conversation.Membership;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

/** The rules of how long messages are kept. */
public final class RetentionRules {
    private RetentionRules() {}

    /**
     * After how many days messages are removed: the shortest of what is set, so that owners may keep less than their application, and
     * an application less than the installation, never more.
     *
     * @param days what each has set, or null
     * @return null for never
     */
    public static Integer effectiveDays(Integer... days) {
        return Stream.of(days)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /**
     * Refuses who may not set it. What two have said is not one's to erase who is blocked by the other.
     *
     * @throws dev.crosstalk.bus.Failure unless this person is an owner, or either of two who talk to each other
     */
    static void requireMaySet(RetentionStore.Place place) {
        Membership membership = Access.requireMember(place.open(), place.membership());
        if (place.kind() != ConversationKind.DIRECT && membership.role() != Role.OWNER) {
            throw FailureCode.FORBIDDEN.because("Only owners set how long messages are kept.");
        }
        if (place.closed()) {
            throw FailureCode.FORBIDDEN.failure();
        }
    }
}
