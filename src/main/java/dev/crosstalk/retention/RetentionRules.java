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

    /** @throws dev.crosstalk.bus.Failure unless this person may set it: an owner, or either of two */
    static void requireMaySet(RetentionStore.Place place) {
        Membership membership = Access.requireMember(place.open(), place.membership());
        if (place.kind() != ConversationKind.DIRECT && membership.role() != Role.OWNER) {
            throw FailureCode.FORBIDDEN.because("Only owners set how long messages are kept.");
        }
    }
}
