package dev.crosstalk.outbox;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/**
 * Work that stored messages leave behind for consumers such as search and push: one row per enabled kind of consumer and
 * message, written in the transaction that stores the message.
 *
 * <p>A row is a hint: the consumer reads the present state and versions what it writes by {@code rev}. It may see a row more than
 * once, never less than once.
 */
public interface OutboxStore {

    /** What a row is about. */
    enum About {
        /** The message with that {@code seq}: it is new, or it has changed. */
        MESSAGE,
        /** All messages below that {@code seq} are gone for good: whatever was made of them must go, too. */
        TRIMMED,
        /** All messages up to that {@code seq} are there at once: the conversation was imported. */
        IMPORTED
    }

    /** A claimed row. */
    record Row(long id, ApplicationId application, ConversationId conversation, long seq, long rev, About about) {}

    /**
     * Claims the oldest rows of a kind that nobody holds. Who does not delete them within the lease loses them to others.
     *
     * @param claim a text that no other claim has: rows are held by the claim, not by the consumer
     */
    Future<List<Row>> claim(String kind, String claim, int limit, Duration lease);

    /** Deletes the rows of a claim that are done. @return how many of them the claim still held */
    Future<Integer> done(String claim, List<Row> rows);
}
