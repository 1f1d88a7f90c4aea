package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Event;
import dev.crosstalk.bus.UserEvent;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Messages that somebody keeps at hand, as rows of their persons. */
final class SavedRows {
    /** Seven values each, in one statement. */
    private static final int MOST_ROWS = 2_000;

    private static final List<String> CHANGED = List.of("active", "saved_at", "user_rev");

    private SavedRows() {}

    static Future<?> write(Statements statements, ApplicationId application, List<UserEvent.Saved> rows) {
        Future<?> chain = Future.succeededFuture();
        for (int from = 0; from < rows.size(); from += MOST_ROWS) {
            List<UserEvent.Saved> part = rows.subList(from, Math.min(rows.size(), from + MOST_ROWS));
            List<Object> values = new ArrayList<>();
            part.forEach(row -> values.addAll(List.of(
                    application.value(),
                    row.account().value(),
                    row.conversation().value(),
                    row.seq(),
                    row.saved() ? 1 : 0,
                    row.time(),
                    row.userRev())));
            chain = chain.compose(done -> statements.run(
                    "INSERT INTO saved (application_id, account_id, conversation_id, seq, active, saved_at, user_rev) VALUES "
                            + Marks.tuples(part.size(), 7) + " "
                            + statements.dialect().orUpdate("account_id, conversation_id, seq", CHANGED),
                    values));
        }
        return chain;
    }

    private record Kept(long account, long seq) {}

    /**
     * Takes back what anybody keeps of the messages below, which are gone: also who has left since, and hears no more of the
     * conversation.
     *
     * @return what each person is to be told
     */
    static Future<List<Event>> takeBack(
            Statements statements, ApplicationId application, ConversationId conversation, long below, long time) {
        return statements
                .list(
                        "SELECT account_id, seq FROM saved WHERE conversation_id = ? AND seq < ? AND active = 1"
                                + " ORDER BY account_id, seq",
                        List.of(conversation.value(), below),
                        row -> new Kept(row.getLong("account_id"), row.getLong("seq")))
                .compose(kept -> {
                    TreeMap<Long, Integer> counts = new TreeMap<>();
                    kept.forEach(one -> counts.merge(one.account(), 1, Integer::sum));
                    return UserRevs.take(statements, counts)
                            .map(last -> events(kept, counts, last, conversation, time));
                })
                .compose(events -> write(statements, application, events).map(List.<Event>copyOf(events)));
    }

    /** Each takes a number of its own: of one person, one behind the other. */
    private static List<UserEvent.Saved> events(
            List<Kept> kept, Map<Long, Integer> counts, Map<Long, Long> last, ConversationId conversation, long time) {
        Map<Long, Long> next = new HashMap<>();
        last.forEach((account, rev) -> next.put(account, rev - counts.get(account) + 1));
        return kept.stream()
                .filter(one -> next.containsKey(one.account()))
                .map(one -> new UserEvent.Saved(
                        new AccountId(one.account()),
                        next.merge(one.account(), 1L, Long::sum) - 1,
                        conversation,
                        one.seq(),
                        false,
                        time))
                .toList();
    }
}
