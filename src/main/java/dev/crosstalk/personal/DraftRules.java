package dev.crosstalk.personal;

import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.PersonalCommand.KeepDraft;
import dev.crosstalk.bus.Text;
import java.util.Objects;
import java.util.Optional;

/** What becomes of drafts that two devices write at once: the newest wins, and the other is not lost. */
public final class DraftRules {
    private DraftRules() {}

    /**
     * Who had not seen what is stored cannot have settled it.
     *
     * @return the draft to be stored; empty if nothing has changed
     */
    public static Optional<Draft> keep(Draft stored, KeepDraft command) {
        boolean seen = stored.userRev() == (command.base() == null ? 0 : command.base());
        String other = seen && Boolean.TRUE.equals(command.settled()) ? null : stored.other();
        if (!seen && !Text.isInvisible(stored.text()) && !stored.text().equals(command.text())) {
            other = both(other, stored.text());
        }
        if (command.text().equals(other)) {
            other = null;
        }
        boolean same = command.text().equals(stored.text())
                && Objects.equals(command.replyTo(), stored.replyTo())
                && Objects.equals(other, stored.other());
        return same ? Optional.empty() : Optional.of(new Draft(command.text(), command.replyTo(), other, 0));
    }

    /** What does not fit together is refused, and stays on the device that sends it: nothing else would lose neither. */
    private static String both(String earlier, String later) {
        if (earlier == null || earlier.contains(later)) {
            return earlier == null ? later : earlier;
        }
        String joined = earlier + "\n\n" + later;
        if (joined.codePointCount(0, joined.length()) > Text.MAX_MESSAGE) {
            throw FailureCode.TEXT_TOO_LONG.because(
                    "What other devices had written does not fit together: settle it first, with the stored draft as base.");
        }
        return joined;
    }
}
