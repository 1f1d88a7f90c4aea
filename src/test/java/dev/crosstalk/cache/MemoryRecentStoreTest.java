package dev.crosstalk.cache;

import static dev.crosstalk.cache.Samples.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.ConversationId;
import org.junit.jupiter.api.Test;

class MemoryRecentStoreTest extends RecentStoreContract {
    private final MemoryRecentStore store = new MemoryRecentStore(1 << 20);

    @Override
    RecentStore store() {
        return store;
    }

    @Test
    void theLeastLatelyAskedForMakesRoom() {
        RecentConversation room = Samples.conversation(ROOM, 30, 20);
        MemoryRecentStore small = new MemoryRecentStore(3 * room.bytes());
        small.put(room).await();
        for (long id = 100; id < 110; id++) {
            small.find(ROOM).await();
            small.put(Samples.conversation(new ConversationId(id), 30, 20)).await();
        }

        assertThat(small.find(ROOM).await()).contains(room);
        assertThat(small.find(new ConversationId(109)).await()).isPresent();
        assertThat(small.find(new ConversationId(100)).await()).isEmpty();
    }

    @Test
    void whatIsLargerThanTheStoreIsNotKept() {
        MemoryRecentStore tiny = new MemoryRecentStore(10);
        tiny.put(Samples.conversation(ROOM, 30, 20)).await();

        assertThat(tiny.find(ROOM).await()).isEmpty();
    }
}
