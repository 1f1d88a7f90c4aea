package dev.crosstalk.persistence;

import dev.crosstalk.account.Name;
import dev.crosstalk.application.ChatSearch;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks through the messages themselves, from the first on, until the page is full: right, and bounded, but no index. Case is folded in
 * Java, as of the two engines one knows it of ASCII only.
 */
final class SqlChatSearch implements ChatSearch {
    private static final int STEP = 500;
    private static final int MOST_MESSAGES = 20_000;

    private final Database database;

    SqlChatSearch(Database database) {
        this.database = database;
    }

    @Override
    public Future<Hits> search(
            ApplicationId application, ConversationId conversation, String query, long offset, int limit) {
        return new Search(application, conversation, Name.key(query), offset, limit).look(0, 0);
    }

    private final class Search {
        private final ApplicationId application;
        private final ConversationId conversation;
        private final String wanted;
        private final long offset;
        private final int limit;
        private final List<Long> hits = new ArrayList<>();
        private long passed;

        private Search(ApplicationId application, ConversationId conversation, String wanted, long offset, int limit) {
            this.application = application;
            this.conversation = conversation;
            this.wanted = wanted;
            this.offset = offset;
            this.limit = limit;
        }

        private Future<Hits> look(long after, int looked) {
            if (looked >= MOST_MESSAGES) {
                return Future.succeededFuture(new Hits(hits, null, false));
            }
            return step(after).compose(rows -> {
                rows.forEach(this::judge);
                return rows.isEmpty() || hits.size() == limit
                        ? Future.succeededFuture(new Hits(hits, null, true))
                        : look(rows.get(rows.size() - 1).getLong("number"), looked + rows.size());
            });
        }

        private Future<List<Row>> step(long after) {
            String where = " FROM message m WHERE m.conversation_id = ? AND m.application_id = ? AND m.seq > ?"
                    + " AND m.seq <= ? AND m.deleted_at IS NULL ORDER BY m.seq LIMIT ?";
            Statements reading = database.reading();
            return new Fitting(reading)
                    .last("m.seq", where, values(after, Long.MAX_VALUE))
                    .compose(cut -> reading.list(
                            "SELECT m.seq AS number, m.text" + where,
                            values(after, cut.orElse(Long.MAX_VALUE)),
                            row -> row));
        }

        private List<Object> values(long after, long to) {
            return List.of(conversation.value(), application.value(), after, to, STEP);
        }

        private void judge(Row row) {
            if (hits.size() == limit || !Name.key(row.getString("text")).contains(wanted)) {
                return;
            }
            if (passed < offset) {
                passed++;
            } else {
                hits.add(row.getLong("number"));
            }
        }
    }
}
