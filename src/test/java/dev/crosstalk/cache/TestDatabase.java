package dev.crosstalk.cache;

import dev.crosstalk.bus.ConversationCommand.Head;
import dev.crosstalk.bus.ConversationCommand.Heads;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A database that remembers every state that it ever had, and since when. */
final class TestDatabase implements RecentSource {
    private final Later later;
    private final LongSupplier nanos;
    private final Map<ConversationId, List<RecentConversation>> states = new LinkedHashMap<>();
    private final Map<RecentConversation, Long> supersededAt = new java.util.IdentityHashMap<>();
    private boolean away;
    private int questions;
    private int loads;

    TestDatabase(Later later, LongSupplier nanos) {
        this.later = later;
        this.nanos = nanos;
    }

    void create(RecentConversation first) {
        states.put(first.conversation(), new ArrayList<>(List.of(first)));
    }

    RecentConversation now(ConversationId conversation) {
        List<RecentConversation> all = states.get(conversation);
        return all.get(all.size() - 1);
    }

    /** The state that had that revision, if there was one. */
    Optional<RecentConversation> at(ConversationId conversation, long rev) {
        return states.get(conversation).stream()
                .filter(state -> state.rev() == rev)
                .findFirst();
    }

    /** When it ceased to be the present state; empty while it is. */
    Optional<Long> supersededAt(RecentConversation state) {
        return Optional.ofNullable(supersededAt.get(state));
    }

    ConversationEvent.Message post(ConversationId conversation) {
        RecentConversation before = now(conversation);
        ConversationEvent.Message message = Samples.message(
                conversation,
                before.lastSeq() + 1,
                before.rev() + 1,
                "said at " + nanos.getAsLong(),
                nanos.getAsLong());
        commit(before, before.with(message, 10));
        return message;
    }

    /** Bob leaves or comes back. */
    ConversationEvent.Member move(ConversationId conversation) {
        RecentConversation before = now(conversation);
        boolean here = before.seats().get(1).membership().isActive();
        commit(
                before,
                Samples.of(
                        conversation,
                        before.rev() + 1,
                        nanos.getAsLong(),
                        before.lastSeq(),
                        List.of(Samples.seat(Samples.ALICE, true), Samples.seat(Samples.BOB, !here)),
                        before.messages()));
        return new ConversationEvent.Member(
                conversation,
                before.rev() + 1,
                before.lastSeq(),
                here ? ConversationEvent.Change.LEFT : ConversationEvent.Change.JOINED,
                Samples.BOB,
                Samples.BOB,
                5);
    }

    private void commit(RecentConversation before, RecentConversation after) {
        supersededAt.put(before, nanos.getAsLong());
        states.get(after.conversation()).add(after);
    }

    void away(boolean away) {
        this.away = away;
    }

    /** Readings for requests; the regular ones of what has changed do not count. */
    int questions() {
        return questions;
    }

    int loads() {
        return loads;
    }

    @Override
    public Future<Optional<RecentConversation.Version>> version(ConversationId conversation) {
        questions++;
        return later.run(() -> Optional.of(present(conversation).version()));
    }

    @Override
    public Future<Optional<RecentConversation>> load(ConversationId conversation) {
        questions++;
        loads++;
        return later.run(() -> Optional.of(present(conversation)));
    }

    private RecentConversation present(ConversationId conversation) {
        if (away) {
            throw new IllegalStateException("the database is away");
        }
        return now(conversation);
    }

    @Override
    public Future<Heads> changedSince(Long since) {
        return later.run(() -> new Heads(
                states.keySet().stream()
                        .map(id -> new Head(id, present(id).rev(), 0))
                        .toList(),
                List.of(),
                nanos.getAsLong()));
    }
}
