package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Quote;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * What the acknowledged operations lead to: of texts the one with the highest revision counts, a deletion is for ever, and what
 * belongs to one person alone is as that person left it.
 */
final class Expectation {
    private final Map<Long, TreeMap<Long, String>> texts = new TreeMap<>();
    private final Map<Long, AccountId> senders = new HashMap<>();
    private final Set<Long> deleted = new HashSet<>();
    private final Map<AccountId, Set<Long>> hidden = new HashMap<>();
    private final Map<Long, Map<String, Set<AccountId>>> reactions = new HashMap<>();
    private final Set<Long> pins = new HashSet<>();
    private String title = "Histories";
    private long firstSeq = 1;
    private long lastSeq;

    synchronized long lastSeq() {
        return lastSeq;
    }

    synchronized int size() {
        return texts.size();
    }

    synchronized void text(long seq, long rev, AccountId sender, String text) {
        texts.computeIfAbsent(seq, key -> new TreeMap<>()).put(rev, text);
        senders.put(seq, sender);
        lastSeq = Math.max(lastSeq, seq);
    }

    synchronized void deleted(long seq) {
        deleted.add(seq);
    }

    synchronized void hidden(AccountId account, long seq) {
        hidden.computeIfAbsent(account, key -> new HashSet<>()).add(seq);
    }

    synchronized void reacted(AccountId account, long seq, String kind, boolean on) {
        Set<AccountId> who =
                reactions.computeIfAbsent(seq, key -> new HashMap<>()).computeIfAbsent(kind, key -> new HashSet<>());
        if (on) {
            who.add(account);
        } else {
            who.remove(account);
        }
    }

    synchronized void pinned(long seq, boolean on) {
        if (on) {
            pins.add(seq);
        } else {
            pins.remove(seq);
        }
    }

    /** Those below it are removed for good. */
    synchronized void startsAt(long seq) {
        firstSeq = Math.max(firstSeq, seq);
    }

    synchronized void title(String now) {
        title = now;
    }

    /** Fails unless that is what the account is to see. */
    synchronized void check(AccountId account, Replica.Picture picture) {
        Set<Long> unseen = hidden.getOrDefault(account, Set.of());
        assertThat(picture.title()).isEqualTo(title);
        assertThat(texts.keySet())
                .as("no gap, no double")
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, lastSeq).boxed().toList());
        assertThat(picture.messages())
                .extracting(Replica.Shown::seq)
                .containsExactlyElementsOf(texts.keySet().stream()
                        .filter(seq -> seq >= firstSeq && !unseen.contains(seq))
                        .toList());
        picture.messages().forEach(message -> check(account, message));
        Set<Long> pinned = new TreeSet<>(pins);
        pinned.removeAll(deleted);
        pinned.removeAll(unseen);
        pinned.removeIf(seq -> seq < firstSeq);
        assertThat(picture.pins()).containsExactlyInAnyOrderElementsOf(pinned);
    }

    private void check(AccountId account, Replica.Shown message) {
        long seq = message.seq();
        assertThat(message.deleted()).as("%s is a tombstone", seq).isEqualTo(deleted.contains(seq));
        assertThat(message.sender()).isEqualTo(senders.get(seq));
        assertThat(message.text()).isEqualTo(textOf(seq));
        assertThat(message.reactions()).as("reactions of %s", seq).isEqualTo(reactionsOf(account, seq));
        Quote quote = message.quote();
        if (quote != null && quote.seq() < firstSeq) {
            assertThat(quote).as("what %s quoted is gone", seq).isEqualTo(Quote.of(quote.seq()));
        } else if (quote != null && quote.sender() != null) {
            assertThat(quote.excerpt()).as("what %s quotes", seq).isEqualTo(textOf(quote.seq()));
            assertThat(Boolean.TRUE.equals(quote.deleted())).isEqualTo(deleted.contains(quote.seq()));
        }
    }

    private String textOf(long seq) {
        return deleted.contains(seq) ? null : texts.get(seq).lastEntry().getValue();
    }

    private Map<String, Replica.Reacted> reactionsOf(AccountId account, long seq) {
        Map<String, Replica.Reacted> expected = new HashMap<>();
        if (!deleted.contains(seq)) {
            reactions.getOrDefault(seq, Map.of()).forEach((kind, who) -> {
                if (!who.isEmpty()) {
                    expected.put(kind, new Replica.Reacted(who.size(), who.contains(account)));
                }
            });
        }
        return expected;
    }
}
