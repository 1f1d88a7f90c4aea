package dev.crosstalk.cache;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Quote;
import dev.crosstalk.cache.RecentConversation.Seat;
import dev.crosstalk.cache.RecentConversation.Version;
import dev.crosstalk.cache.RecentMessages.Hide;
import dev.crosstalk.cache.RecentMessages.Reacted;
import dev.crosstalk.message.StoredMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A conversation with all of its rows, and every state that it ever had: each is made of the rows, and none of the one before. */
final class TestConversation {
    static final int KEPT = 10;
    static final String KIND = "👍";

    private final ConversationId id;
    private final List<StoredMessage> messages = new ArrayList<>();
    private final Map<Long, Set<AccountId>> reactors = new LinkedHashMap<>();
    private final Map<Long, Long> firstRevs = new LinkedHashMap<>();
    private final List<Hide> hides = new ArrayList<>();
    private final List<State> states = new ArrayList<>();
    private boolean bobIsHere = true;
    private long rev = 1;

    /** @param since the time of the commit */
    record State(RecentConversation conversation, long since) {}

    TestConversation(ConversationId id, int messages, long now) {
        this.id = id;
        for (int i = 0; i < messages; i++) {
            rev++;
            this.messages.add(Samples.message(id, i + 1L, rev, "text " + (i + 1), now, null));
        }
        commit(now);
    }

    private void commit(long now) {
        states.add(new State(snapshot(now), now));
    }

    private RecentConversation snapshot(long now) {
        List<StoredMessage> latest = messages.subList(Math.max(0, messages.size() - KEPT), messages.size());
        Set<Long> answered = latest.stream()
                .filter(message -> message.replyTo() != null)
                .map(StoredMessage::replyTo)
                .collect(Collectors.toCollection(TreeSet::new));
        long lowest = lastSeq() - latest.size() + 1;
        List<Seat> seats = List.of(Samples.seat(Samples.ALICE, true), Samples.seat(Samples.BOB, bobIsHere));
        RecentMessages recent = new RecentMessages(
                latest,
                answered.stream()
                        .map(seq -> new Quote(
                                seq,
                                Samples.ALICE,
                                messages.get((int) (seq - 1)).text(),
                                null))
                        .toList(),
                firstRevs.keySet().stream()
                        .filter(seq -> seq >= lowest)
                        .map(seq -> new Reacted(
                                seq,
                                KIND,
                                reactors.get(seq).size(),
                                firstRevs.get(seq),
                                List.copyOf(reactors.get(seq))))
                        .sorted(Comparator.comparingLong(Reacted::firstRev))
                        .toList(),
                hides.stream()
                        .filter(hide -> hide.seq() >= lowest || answered.contains(hide.seq()))
                        .toList());
        return Samples.of(id, new Version(rev, now, hides.size()), lastSeq(), seats, recent);
    }

    long lastSeq() {
        return messages.size();
    }

    RecentConversation now() {
        return states.get(states.size() - 1).conversation();
    }

    ConversationEvent.Message post(long now, Long replyTo) {
        rev++;
        StoredMessage message = Samples.message(id, lastSeq() + 1, rev, "said at " + now, now, replyTo);
        messages.add(message);
        commit(now);
        // As it is told to all: who may see what it answers is not asked.
        return (ConversationEvent.Message) message.event();
    }

    /** Bob leaves or comes back. */
    ConversationEvent.Member move(long now) {
        rev++;
        bobIsHere = !bobIsHere;
        commit(now);
        return new ConversationEvent.Member(
                id,
                rev,
                lastSeq(),
                bobIsHere ? ConversationEvent.Change.JOINED : ConversationEvent.Change.LEFT,
                Samples.BOB,
                Samples.BOB,
                now);
    }

    /** Somebody reacts, or takes it back. */
    ConversationEvent.Reaction react(long now, AccountId account, long seq) {
        rev++;
        Set<AccountId> all = reactors.computeIfAbsent(seq, key -> new TreeSet<>());
        boolean on = all.add(account);
        if (!on) {
            all.remove(account);
        }
        long firstRev = firstRevs.getOrDefault(seq, rev);
        firstRevs.put(seq, firstRev);
        if (all.isEmpty()) {
            firstRevs.remove(seq);
        }
        commit(now);
        return new ConversationEvent.Reaction(id, rev, seq, account, KIND, on, all.size(), firstRev, now);
    }

    /** Empty if it was hidden already. */
    Optional<Hide> hide(long now, AccountId account, long seq) {
        Hide hide = new Hide(account, seq);
        if (hides.contains(hide)) {
            return Optional.empty();
        }
        hides.add(hide);
        commit(now);
        return Optional.of(hide);
    }

    /** The first state with that revision. */
    Optional<State> at(long wanted) {
        return states.stream()
                .filter(state -> state.conversation().rev() == wanted)
                .findFirst();
    }

    /** What was hidden when so many messages had been. */
    List<Hide> hides(long count) {
        return hides.subList(0, (int) count);
    }

    /** Since when there is something that this state has not; empty while there is nothing. */
    Optional<Long> supersededAt(Version version) {
        return states.stream()
                .filter(state -> state.conversation().rev() > version.rev()
                        || state.conversation().version().hides() > version.hides())
                .map(State::since)
                .findFirst();
    }
}
