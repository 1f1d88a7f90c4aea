package dev.crosstalk.personal;

import dev.crosstalk.bus.PersonalCommand.KeepDraft;
import dev.crosstalk.bus.Text;
import java.util.Objects;
import java.util.Optional;

/** What becomes of drafts that two devices write at once: the newest wins, and the other is not lost. */
public final class DraftRules {
    private DraftRules() {}

    /** @return the draft to be stored; empty if nothing has changed */
    public static Optional<Draft> keep(Draft stored, KeepDraft command) {
        String other = Boolean.TRUE.equals(command.settled()) ? null : stored.other();
        boolean unseen = stored.userRev() != (command.base() == null ? 0 : command.base());
        if (unseen && !Text.isInvisible(stored.text()) && !stored.text().equals(command.text())) {
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

    /** Of more than fits into a message the later is kept. */
    private static String both(String earlier, String later) {
        if (earlier == null || earlier.contains(later)) {
            return earlier == null ? later : earlier;
        }
        String joined = earlier + "\n\n" + later;
        return joined.length() > Text.MAX_MESSAGE ? later : joined;
    }
}
