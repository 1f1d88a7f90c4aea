package dev.crosstalk.sync;

import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.SyncCommand.Held;
import dev.crosstalk.bus.SyncCommand.Sync;
import dev.crosstalk.sync.SyncStore.Head;
import dev.crosstalk.sync.SyncStore.Heads;
import dev.crosstalk.sync.SyncStore.Wanted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which conversations an answer tells, and what of them: not more than were asked for, nor more people than it can hold. */
final class Differing {
    /** Some 100 kB of members and receipts. */
    static final int MOST_PEOPLE = 2_000;

    private final Map<ConversationId, Held> held = new HashMap<>();
    private final List<Wanted> wanted = new ArrayList<>();
    private final long since;
    private final int groupLimit;
    private int people;
    private ConversationId next;

    private Differing(Sync command, int groupLimit) {
        command.conversations().forEach(one -> held.put(one.conversation(), one));
        this.since = command.userRev() == null ? 0 : command.userRev();
        this.groupLimit = groupLimit;
    }

    static Differing of(Sync command, Heads heads, int groupLimit) {
        Differing differing = new Differing(command, groupLimit);
        for (Head head : heads.conversations()) {
            boolean left = command.after() == null || head.conversation().compareTo(command.after()) > 0;
            if (left && differing.differs(head) && !differing.take(head, command.limit())) {
                return differing;
            }
        }
        return differing;
    }

    List<Wanted> wanted() {
        return wanted;
    }

    /** The last one of this answer if there are more, or null. */
    ConversationId next() {
        return next;
    }

    /** Who holds more than there is has it from a database that was set back. */
    private boolean differs(Head head) {
        Held known = held.get(head.conversation());
        return known == null
                || head.rev() != known.rev()
                || known.receiptRev() == null
                || head.receiptRev() != known.receiptRev()
                || head.userRev() > since;
    }

    /** @return whether it is told by this answer */
    private boolean take(Head head, int limit) {
        boolean members = !held.containsKey(head.conversation()) && head.kind() != ConversationKind.ROOM;
        Long receiptsAfter = receiptsAfter(head);
        int more = members ? head.memberCount() : moved(head, receiptsAfter);
        if (wanted.size() == limit || (!wanted.isEmpty() && people + more > MOST_PEOPLE)) {
            next = wanted.get(wanted.size() - 1).conversation();
            return false;
        }
        people += more;
        wanted.add(new Wanted(head.conversation(), members, receiptsAfter));
        return true;
    }

    private Long receiptsAfter(Head head) {
        Held known = held.get(head.conversation());
        if (head.memberCount() > groupLimit) {
            return null;
        }
        if (known == null || known.receiptRev() == null || known.receiptRev() > head.receiptRev()) {
            return -1L;
        }
        return known.receiptRev() < head.receiptRev() ? known.receiptRev() : null;
    }

    /** At most one of each number. */
    private static int moved(Head head, Long receiptsAfter) {
        return receiptsAfter == null ? 0 : (int) Math.min(head.memberCount(), head.receiptRev() - receiptsAfter);
    }
}
