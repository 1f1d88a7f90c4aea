package dev.crosstalk.application;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationId;
import io.vertx.core.Future;
import java.util.List;

/** Finds messages of one conversation by a part of their text. An index may stand behind it, or the messages themselves. */
public interface ChatSearch {
    /**
     * The numbers of messages that have the query in their present text, whatever the case, in order of number.
     *
     * @param query not blank
     * @param offset how many of the first ones are passed over
     */
    Future<Hits> search(ApplicationId application, ConversationId conversation, String query, long offset, int limit);

    /**
     * @param total how many there are; null where that was not counted
     * @param complete false if there was more to look through than one search may
     */
    record Hits(List<Long> numbers, Long total, boolean complete) {}
}
