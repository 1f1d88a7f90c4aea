package dev.crosstalk.cache;

import static dev.crosstalk.cache.Samples.OTHER;
import static dev.crosstalk.cache.Samples.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.cache.RecentConversation.Version;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every store of recent conversations keeps to. */
@Timeout(60)
abstract class RecentStoreContract {
    abstract RecentStore store();

    @Test
    void whatWasPutIsFoundAsItWas() {
        RecentConversation room = Samples.conversation(ROOM, 30, 20);
        RecentConversation other = Samples.conversation(OTHER, 3, 3);
        store().put(room).await();
        store().put(other).await();

        assertThat(store().find(ROOM).await()).contains(room);
        assertThat(store().find(OTHER).await()).contains(other);
    }

    @Test
    void answersReactionsAndWhatWasHiddenAreFoundAsTheyWere() {
        RecentConversation rich = Samples.rich(ROOM);
        store().put(rich).await();

        assertThat(store().find(ROOM).await()).contains(rich);
    }

    @Test
    void whatNobodyPutIsNotFound() {
        assertThat(store().find(ROOM).await()).isEmpty();
    }

    @Test
    void theLastOneThatWasPutCounts() {
        store().put(Samples.conversation(ROOM, 30, 20)).await();
        RecentConversation later = Samples.conversation(ROOM, 31, 20);
        store().put(later).await();

        assertThat(store().find(ROOM).await()).contains(later);
    }

    @Test
    void whatWasRemovedIsNotFound() {
        store().put(Samples.conversation(ROOM, 30, 20)).await();
        store().remove(ROOM).await();

        assertThat(store().find(ROOM).await()).isEmpty();
    }

    @Test
    void aConversationWithTooManyPeopleIsKeptWithoutThem() {
        RecentConversation crowd = Samples.of(
                ROOM, new Version(3, 5, 0), 0, null, new RecentMessages(List.of(), List.of(), List.of(), null));
        store().put(crowd).await();

        assertThat(store().find(ROOM).await()).contains(crowd);
    }
}
