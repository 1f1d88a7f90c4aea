package dev.crosstalk.cache;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationEvent.Message;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.bus.ConversationEvent.Reaction;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Quote;
import dev.crosstalk.bus.ReactionCount;
import dev.crosstalk.message.MessageStore.Reader;
import dev.crosstalk.message.Original;
import dev.crosstalk.message.StoredMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The latest messages of a conversation at one revision, with what it takes to show them to each reader as the database would.
 *
 * @param latest without a gap, ascending
 * @param quotes of the messages that those answer, as who may see them reads them; there is none of what is not kept
 * @param reactions in order of first use
 * @param hides who has hidden which of these messages and of the answered ones; null where they are too many
 */
public record RecentMessages(
        List<StoredMessage> latest, List<Quote> quotes, List<Reacted> reactions, List<Hide> hides) {
    /** Most reactions of which it is kept whose they are. */
    public static final int MOST_REACTORS = 5_000;

    public static final int MOST_HIDES = 2_000;

    private static final int MESSAGE_BYTES = 350;
    private static final int QUOTE_BYTES = 450;
    private static final int SMALL_BYTES = 60;

    /**
     * One kind of reaction that a message has.
     *
     * @param firstRev the revision at which the kind came into use
     * @param accounts whose it is; null where that is not kept
     */
    public record Reacted(long seq, String kind, int count, long firstRev, List<AccountId> accounts) {
        public Reacted {
            accounts = accounts == null ? null : List.copyOf(accounts);
        }

        private int reactors() {
            return accounts == null ? 0 : accounts.size();
        }
    }

    /** Somebody has deleted a message for themselves. */
    public record Hide(AccountId account, long seq) {}

    public RecentMessages {
        latest = List.copyOf(latest);
        quotes = List.copyOf(quotes);
        reactions = List.copyOf(reactions);
        hides = hides == null ? null : List.copyOf(hides);
    }

    /** Whether they are the last ones up to that, and none has changed after that revision. */
    boolean are(ConversationId conversation, long lastSeq, long rev) {
        long next = lastSeq - latest.size() + 1;
        for (StoredMessage message : latest) {
            if (message.seq() != next++
                    || message.rev() > rev
                    || !message.conversation().equals(conversation)) {
                return false;
            }
        }
        return true;
    }

    /** What the account has hidden of them; empty if that is not known here. */
    Optional<Set<Long>> hiddenFrom(AccountId account) {
        return Optional.ofNullable(hides)
                .map(all -> all.stream()
                        .filter(hide -> hide.account().equals(account))
                        .map(Hide::seq)
                        .collect(Collectors.toSet()));
    }

    /** Whether it would be here if these messages had been read after somebody hid that one, and is not. */
    boolean lacks(Hide hide) {
        return hides != null
                && (find(hide.seq()).isPresent() || quote(hide.seq()).isPresent())
                && !hides.contains(hide);
    }

    /**
     * What {@link dev.crosstalk.message.MessageStore#range} answers; empty if some of it is not here.
     *
     * @param hidden what the reader has hidden
     * @param lowest the first of them, or the one that would come next if there are none
     */
    Optional<List<MessageEvent>> range(
            Reader reader, Set<Long> hidden, long lowest, long from, long to, boolean last, int limit) {
        List<StoredMessage> found = latest.stream()
                .filter(message -> message.seq() >= Math.max(from, reader.firstSeq()) && message.seq() <= to)
                .filter(message -> !hidden.contains(message.seq()))
                .toList();
        if (from < lowest && !(last && found.size() >= limit)) {
            return Optional.empty();
        }
        return views(reader, hidden, last ? Fit.last(found, limit) : Fit.first(found, limit));
    }

    private Optional<List<MessageEvent>> views(Reader reader, Set<Long> hidden, List<StoredMessage> shown) {
        Map<Long, List<Reacted>> kinds = new HashMap<>();
        shown.forEach(message -> kinds.put(message.seq(), new ArrayList<>()));
        for (Reacted one : reactions) {
            if (!kinds.containsKey(one.seq())) {
                continue;
            }
            if (one.accounts() == null) {
                return Optional.empty();
            }
            kinds.get(one.seq()).add(one);
        }
        return Optional.of(shown.stream()
                .map(message -> message.event(
                        quote(reader, hidden, message), counts(reader.account(), kinds.get(message.seq()))))
                .toList());
    }

    private static List<ReactionCount> counts(AccountId account, List<Reacted> kinds) {
        return kinds.stream()
                .map(one -> new ReactionCount(
                        one.kind(), one.count(), one.accounts().contains(account), one.firstRev()))
                .toList();
    }

    /** Who may not see the answered message gets its number alone. */
    private Quote quote(Reader reader, Set<Long> hidden, StoredMessage message) {
        Long seq = message.replyTo();
        if (seq == null) {
            return null;
        }
        boolean unseen = seq < reader.firstSeq() || hidden.contains(seq);
        return unseen ? Quote.of(seq) : quote(seq).orElseGet(() -> Quote.of(seq));
    }

    private Optional<Quote> quote(long seq) {
        return quotes.stream().filter(quote -> quote.seq() == seq).findFirst();
    }

    private Optional<StoredMessage> find(long seq) {
        return latest.stream().filter(message -> message.seq() == seq).findFirst();
    }

    /**
     * With the next message; empty if it answers one of which nothing is known here.
     *
     * @param most messages that are kept
     */
    Optional<RecentMessages> with(Message next, int most) {
        List<Quote> known = new ArrayList<>(quotes);
        // The quotation of the event is that for all, who may see less than some.
        Long answered = next.replyTo() == null ? null : next.replyTo().seq();
        if (answered != null && quote(answered).isEmpty()) {
            Optional<StoredMessage> original = find(answered);
            if (original.isEmpty()) {
                return Optional.empty();
            }
            known.add(Original.of(original.get()).quote());
        }
        List<StoredMessage> all = new ArrayList<>(latest);
        all.add(StoredMessage.posted(next));
        return Optional.of(keeping(Fit.last(all, most), known));
    }

    /** Without what nobody asks for who is shown those messages. */
    private RecentMessages keeping(List<StoredMessage> kept, List<Quote> known) {
        Set<Long> asked = new HashSet<>();
        kept.forEach(message -> asked.add(message.seq()));
        Set<Long> answered = kept.stream()
                .map(StoredMessage::replyTo)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return new RecentMessages(
                kept,
                known.stream().filter(quote -> answered.contains(quote.seq())).toList(),
                reactions.stream().filter(one -> asked.contains(one.seq())).toList(),
                hides == null
                        ? null
                        : hides.stream()
                                .filter(hide -> asked.contains(hide.seq()) || answered.contains(hide.seq()))
                                .toList());
    }

    /** After somebody's reaction; empty if it does not follow from what is known here. */
    Optional<RecentMessages> with(Reaction event) {
        if (find(event.seq()).isEmpty()) {
            return Optional.of(this);
        }
        List<Reacted> next = new ArrayList<>();
        Reacted before = new Reacted(event.seq(), event.kind(), 0, event.firstRev(), List.of());
        int place = reactions.size();
        for (Reacted one : reactions) {
            if (one.seq() == event.seq() && one.kind().equals(event.kind())) {
                before = one;
                place = next.size();
            } else {
                next.add(one);
            }
        }
        Reacted after = after(before, event);
        if (after.accounts() != null && after.reactors() != event.count()) {
            return Optional.empty();
        }
        if (event.count() > 0) {
            next.add(Math.min(place, next.size()), after);
        }
        return Optional.of(new RecentMessages(latest, quotes, next, hides));
    }

    private Reacted after(Reacted before, Reaction event) {
        int others = reactions.stream().mapToInt(Reacted::reactors).sum() - before.reactors();
        List<AccountId> accounts = null;
        if (before.accounts() != null) {
            accounts = new ArrayList<>(before.accounts());
            accounts.remove(event.account());
            if (event.on()) {
                accounts.add(event.account());
            }
        }
        boolean tooMany = accounts != null && others + accounts.size() > MOST_REACTORS;
        return new Reacted(event.seq(), event.kind(), event.count(), event.firstRev(), tooMany ? null : accounts);
    }

    /** About how much memory they take. */
    long bytes() {
        long bytes = (long) QUOTE_BYTES * quotes.size() + (hides == null ? 0 : (long) SMALL_BYTES * hides.size());
        for (StoredMessage message : latest) {
            bytes += MESSAGE_BYTES + 2L * message.text().length();
        }
        for (Reacted one : reactions) {
            bytes += 2L * SMALL_BYTES + (long) SMALL_BYTES / 2 * one.reactors();
        }
        return bytes;
    }
}
