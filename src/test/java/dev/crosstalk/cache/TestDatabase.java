package dev.crosstalk.cache;

import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A database that remembers every state that it ever had, and since when. */
final class TestDatabase implements RecentSource, ChangeSource {
    private final Later later;
    private final LongSupplier nanos;
    private final Map<ConversationId, TestConversation> conversations = new LinkedHashMap<>();
    private boolean away;
    private int questions;
    private int loads;

    TestDatabase(Later later, LongSupplier nanos) {
        this.later = later;
        this.nanos = nanos;
    }

    TestConversation create(ConversationId id, int messages) {
        TestConversation conversation = new TestConversation(id, messages, nanos.getAsLong());
        conversations.put(id, conversation);
        return conversation;
    }

    TestConversation of(ConversationId conversation) {
        return conversations.get(conversation);
    }

    RecentConversation now(ConversationId conversation) {
        return of(conversation).now();
    }

    ConversationEvent.Message post(ConversationId conversation) {
        return of(conversation).post(nanos.getAsLong(), null);
    }

    ConversationEvent.Member move(ConversationId conversation) {
        return of(conversation).move(nanos.getAsLong());
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
        return later.ask(() -> Optional.of(present(conversation).version()));
    }

    @Override
    public Future<Optional<RecentConversation>> load(ConversationId conversation) {
        questions++;
        loads++;
        return later.ask(() -> Optional.of(present(conversation)));
    }

    private RecentConversation present(ConversationId conversation) {
        if (away) {
            throw new IllegalStateException("the database is away");
        }
        return now(conversation);
    }

    @Override
    public Future<Changes> since(Long time) {
        return later.ask(() -> new Changes(
                conversations.keySet().stream()
                        .map(id -> new ChangedConversation(
                                id,
                                new ApplicationId(1),
                                ConversationKind.ROOM,
                                present(id).version(),
                                0))
                        .toList(),
                List.<AccountView>of(),
                nanos.getAsLong()));
    }
}
