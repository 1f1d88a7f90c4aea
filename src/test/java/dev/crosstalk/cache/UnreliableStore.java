package dev.crosstalk.cache;

import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A store that loses, delays and refuses what it is given, and gives what is old, of others, or never was. */
final class UnreliableStore implements RecentStore {
    private final Random random;
    private final Later later;
    private final Map<ConversationId, List<RecentConversation>> given = new HashMap<>();

    UnreliableStore(Random random, Later later) {
        this.random = random;
        this.later = later;
    }

    @Override
    public Future<Optional<RecentConversation>> find(ConversationId conversation) {
        return switch (random.nextInt(12)) {
            case 0 -> throw new IllegalStateException("broken");
            case 1 ->
                later.run(() -> {
                    throw new IllegalStateException("broken");
                });
            case 2 -> later.run(Optional::empty);
            case 3 -> later.run(() -> any(conversation));
            case 4 -> later.run(() -> any(new ConversationId(70 + random.nextInt(3))));
            case 5 -> later.run(() -> last(conversation).map(this::madeUp));
            default -> later.run(() -> last(conversation));
        };
    }

    private Optional<RecentConversation> last(ConversationId conversation) {
        List<RecentConversation> all = given.getOrDefault(conversation, List.of());
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    private Optional<RecentConversation> any(ConversationId conversation) {
        List<RecentConversation> all = given.getOrDefault(conversation, List.of());
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }

    /** Of another history, as of a database that was set back. */
    private RecentConversation madeUp(RecentConversation last) {
        ConversationEvent.Message never = (ConversationEvent.Message)
                Samples.message(last.conversation(), last.lastSeq() + 1, last.rev() + 1, "never said", -1, null)
                        .event();
        return last.after(never, TestConversation.KEPT).orElseThrow();
    }

    @Override
    public Future<Void> put(RecentConversation recent) {
        return switch (random.nextInt(6)) {
            case 0 -> throw new IllegalStateException("broken");
            case 1 -> later.run(() -> null);
            case 2 ->
                later.run(() -> {
                    given.computeIfAbsent(recent.conversation(), id -> new ArrayList<>())
                            .add(recent);
                    throw new IllegalStateException("kept, and not told");
                });
            default ->
                later.run(() -> {
                    given.computeIfAbsent(recent.conversation(), id -> new ArrayList<>())
                            .add(recent);
                    return null;
                });
        };
    }

    void flush() {
        given.clear();
    }

    @Override
    public Future<Void> remove(ConversationId conversation) {
        given.remove(conversation);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
