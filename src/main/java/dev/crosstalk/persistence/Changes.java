package dev.crosstalk.persistence;

import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.message.MessageStore.Slice;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What has changed in a conversation after a revision: the rows of several tables, each under the revision of its last change.
 *
 * <p>First it is read how far a page reaches, then its rows. One that changes between the two is missing from the page and comes
 * with its new revision, which is above {@code upTo}: as an event, or with the next question.
 */
final class Changes {
    /** About as long as an entry or a reaction is as JSON. */
    private static final String OTHERS_BYTES = "200";

    private static final String WHERE = " WHERE conversation_id = ? AND rev > ? AND rev <= ?";

    private final Statements reading;
    private final ConversationId conversation;

    Changes(Statements reading, ConversationId conversation) {
        this.reading = reading;
        this.conversation = conversation;
    }

    /** Where rows of one table are read from. */
    interface Source {
        /** @param where to be put behind the name of the table */
        Future<List<ConversationEvent>> rows(String where, List<Object> values);
    }

    /** @param bytes most of a page, unless its first row alone is longer */
    Future<Slice> page(long since, long upTo, int limit, long bytes, List<Source> sources) {
        return reach(since, upTo, limit, bytes)
                .compose(to -> rows(since, to, sources).map(changes -> new Slice(changes, to)));
    }

    /** The last revision of the page: {@code upTo}, unless rows must be left for another one. */
    private Future<Long> reach(long since, long upTo, int limit, long bytes) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            values.addAll(List.of(conversation.value(), since, upTo, limit + 1));
        }
        values.add(limit + 1);
        String sql = first("m", "OCTET_LENGTH(text)", "message") + " UNION ALL " + first("r", OTHERS_BYTES, "reaction")
                + " UNION ALL " + first("e", OTHERS_BYTES, "entry") + " ORDER BY rev LIMIT ?";
        return reading.run(sql, values).map(rows -> {
            long sum = 0;
            int count = 0;
            long last = since;
            for (Row row : rows) {
                sum += row.getLong("bytes");
                if (count == limit || (sum > bytes && count > 0)) {
                    return last;
                }
                count++;
                last = row.getLong("rev");
            }
            return upTo;
        });
    }

    private static String first(String alias, String bytes, String table) {
        return "SELECT rev, bytes FROM (SELECT rev, " + bytes + " AS bytes FROM " + table + WHERE
                + " ORDER BY rev LIMIT ?) " + alias;
    }

    private Future<List<ConversationEvent>> rows(long since, long to, List<Source> sources) {
        List<Object> values = List.of(conversation.value(), since, to);
        List<Future<List<ConversationEvent>>> parts =
                sources.stream().map(source -> source.rows(WHERE, values)).toList();
        return Future.all(parts)
                .map(done -> parts.stream()
                        .flatMap(part -> part.result().stream())
                        .sorted(Comparator.comparingLong(ConversationEvent::rev))
                        .toList());
    }
}
