package dev.crosstalk.cache;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationEvent.Message;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.bus.ConversationEvent.Reaction;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.cache.RecentMessages.Hide;
import dev.crosstalk.conversation.Membership;
import dev.crosstalk.message.MessageStore.Reader;
import dev.crosstalk.message.MessageStore.Standing;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A conversation as it was at one version: its head, its people, and its latest messages. It never changes, so that it is either
 * what the database has at that version or must not be served.
 *
 * @param seats everybody who is or was a member, in order of account id; null where they are too many
 * @param entries what is no message and happened behind message {@code entriesFrom} or later, in order of rev; null where it is too
 *     much
 */
public record RecentConversation(
        Head head, List<Seat> seats, RecentMessages messages, List<Entry> entries, long entriesFrom) {
    private static final int HEAD_BYTES = 512;
    private static final int SEAT_BYTES = 120;
    private static final int ENTRY_BYTES = 300;

    /**
     * What a conversation has one of at a time.
     *
     * @param changedAt database time of the last change; two histories that give a revision the same number differ in it
     * @param hides how often somebody has hidden a message in it, which takes no revision
     */
    public record Version(long rev, long changedAt, long hides) {
        /** Whether something has happened by the other one that had not by this one. */
        boolean lacksOf(Version other) {
            return rev < other.rev || hides < other.hides || (rev == other.rev && changedAt < other.changedAt);
        }
    }

    /** Where it stands. */
    public record Head(
            ConversationId conversation,
            ApplicationId application,
            ConversationKind kind,
            ConversationSettings settings,
            Version version,
            long firstRev,
            long lastSeq,
            long firstSeq) {}

    /** What happened behind a message. */
    public record Entry(long afterSeq, ConversationEvent event) {}

    /** Somebody's place. */
    public record Seat(AccountId account, Membership membership) {}

    public RecentConversation {
        seats = seats == null ? null : List.copyOf(seats);
        entries = entries == null ? null : List.copyOf(entries);
    }

    ConversationId conversation() {
        return head.conversation();
    }

    Version version() {
        return head.version();
    }

    long rev() {
        return head.version().rev();
    }

    long lastSeq() {
        return head.lastSeq();
    }

    /** Whether it is about that conversation at that version, and of one piece. */
    boolean is(ConversationId wanted, Version at) {
        return conversation().equals(wanted) && version().equals(at) && messages.are(wanted, lastSeq(), rev());
    }

    /** As the account sees it; empty if that cannot be said. */
    Optional<Standing> standing(AccountId account) {
        return seats == null
                ? Optional.empty()
                : Optional.of(new Standing(
                        head.application(),
                        head.kind(),
                        head.settings(),
                        rev(),
                        head.firstRev(),
                        lastSeq(),
                        head.firstSeq(),
                        seats.stream()
                                .filter(seat -> seat.account().equals(account))
                                .map(Seat::membership)
                                .findFirst()));
    }

    /** Members now, in order of account id; empty if they are not known. @param after null for the first of them */
    Optional<List<Seat>> members(AccountId after, int limit) {
        return Optional.ofNullable(seats)
                .map(all -> all.stream()
                        .filter(seat -> seat.membership().isActive())
                        .filter(seat -> after == null || seat.account().compareTo(after) > 0)
                        .limit(limit)
                        .toList());
    }

    /** What {@link dev.crosstalk.message.MessageStore#range} answers; empty if some of it is not here. */
    Optional<List<MessageEvent>> range(Reader reader, Set<Long> hidden, long from, long to, boolean last, int limit) {
        long lowest = lastSeq() - messages.latest().size() + 1;
        return to > lastSeq() ? Optional.empty() : messages.range(reader, hidden, lowest, from, to, last, limit);
    }

    /**
     * What is no message and happened behind the messages of a range, at that revision or later; empty if some of it is not here.
     *
     * @param limit cuts the older ones off
     */
    Optional<List<ConversationEvent>> entries(long firstEntry, long from, long to, int limit) {
        if (entries == null || to > lastSeq() || (from < entriesFrom && !holdsAllSince(firstEntry))) {
            return Optional.empty();
        }
        List<ConversationEvent> found = entries.stream()
                .filter(entry -> entry.afterSeq() >= from && entry.afterSeq() <= to)
                .map(Entry::event)
                .filter(event -> event.rev() >= firstEntry)
                .toList();
        return Optional.of(found.subList(Math.max(0, found.size() - limit), found.size()));
    }

    /** They lie behind no earlier messages than those before them: with one that is as old, all that are younger are here. */
    private boolean holdsAllSince(long entry) {
        return !entries.isEmpty() && entries.get(0).event().rev() <= entry;
    }

    /**
     * After that change, or as it is if it was there already; empty if the database must be asked how it is then.
     *
     * @param most messages that are kept
     */
    Optional<RecentConversation> after(ConversationEvent event, int most) {
        if (event.rev() <= rev()) {
            return Optional.of(this);
        }
        if (event.rev() != rev() + 1) {
            return Optional.empty();
        }
        if (event instanceof Message said && said.seq() == lastSeq() + 1) {
            return messages.with(said, most).map(next -> with(said.time(), said.seq(), next));
        }
        return event instanceof Reaction reaction
                ? messages.with(reaction).map(next -> with(reaction.time(), lastSeq(), next))
                : Optional.empty();
    }

    private RecentConversation with(long time, long seq, RecentMessages next) {
        Head moved = new Head(
                head.conversation(),
                head.application(),
                head.kind(),
                head.settings(),
                new Version(rev() + 1, time, version().hides()),
                head.firstRev(),
                seq,
                head.firstSeq());
        return new RecentConversation(moved, seats, next, entries, entriesFrom);
    }

    /** As it is, unless somebody has hidden a message and that is not seen in it. */
    Optional<RecentConversation> after(Hide hide) {
        return messages.lacks(hide) ? Optional.empty() : Optional.of(this);
    }

    /** About how much memory it takes. */
    long bytes() {
        return HEAD_BYTES
                + (seats == null ? 0 : (long) SEAT_BYTES * seats.size())
                + (entries == null ? 0 : (long) ENTRY_BYTES * entries.size())
                + messages.bytes();
    }
}
