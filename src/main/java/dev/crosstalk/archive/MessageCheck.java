package dev.crosstalk.archive;

import static dev.crosstalk.archive.ArchiveCheck.require;

import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ReactionKind;
import dev.crosstalk.bus.Text;
import java.util.HashSet;
import java.util.Set;

/** Checks what follows a message and belongs to it. */
final class MessageCheck {
    /** As many kinds of reactions as a message may have. */
    private static final int MOST_KINDS = 50;

    private final ArchiveLine.Message message;
    private final Set<String> kinds = new HashSet<>();
    private int lastEdit;
    private boolean pinned;

    MessageCheck(ArchiveLine.Message message) {
        this.message = message;
    }

    void check(ArchiveLine line) {
        require(message.deletedAt() == null, "the message " + message.seq() + " was deleted: nothing belongs to it");
        if (line instanceof ArchiveLine.Edit edit) {
            requireSame(edit.seq());
            require(edit.edit() > lastEdit, "edit " + edit.edit() + " does not follow " + lastEdit);
            Text.requireMessage(edit.text());
            lastEdit = edit.edit();
        } else if (line instanceof ArchiveLine.Reaction reaction) {
            requireSame(reaction.seq());
            kinds.add(ReactionKind.require(reaction.kind()));
            require(kinds.size() <= MOST_KINDS, "a message has at most " + MOST_KINDS + " kinds of reactions");
        } else if (line instanceof ArchiveLine.Pin pin) {
            requireSame(pin.seq());
            require(!pinned, "the message " + pin.seq() + " is pinned already");
            pinned = true;
        }
    }

    private void requireSame(long seq) {
        require(seq == message.seq(), "it does not follow the message " + seq);
    }
}
