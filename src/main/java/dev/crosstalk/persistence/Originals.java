package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.message.Draft;
import dev.crosstalk.message.Draft.Reply;
import dev.crosstalk.message.Draft.Seat;
import dev.crosstalk.message.Excerpt;
import dev.crosstalk.message.Original;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The messages that others answer: what a quotation needs of them. */
final class Originals {
    static final String COLUMNS = "seq, sender_id, deleted_at, SUBSTR(text, 1, " + Excerpt.NEEDED + ") AS beginning";

    private Originals() {}

    /** Of {@link #COLUMNS}. */
    static Original read(Row row, boolean forAll) {
        return new Original(
                row.getLong("seq"),
                new AccountId(row.getLong("sender_id")),
                Excerpt.of(row.getString("beginning")),
                row.getLong("deleted_at") != null,
                forAll);
    }

    /**
     * Those that drafts answer, in the transaction that has locked their conversations: three statements for all, none if no draft
     * answers anything. What is not kept, and what who answers has hidden, is not among them.
     */
    static Future<Map<Reply, Original>> of(Statements statements, List<Draft> drafts) {
        List<Reply> replies = drafts.stream()
                .map(Draft::reply)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (replies.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        Future<Set<Reply>> hidden = hidden(statements, replies);
        Future<Map<Long, Long>> firstForAll = firstForAll(statements, replies);
        return Future.all(hidden, firstForAll)
                .compose(both -> messages(statements, replies, firstForAll.result()))
                .map(messages -> {
                    Map<Reply, Original> originals = new HashMap<>();
                    for (Reply reply : replies) {
                        Original original = messages.get(new Place(reply.seat().conversation(), reply.seq()));
                        if (original != null && !hidden.result().contains(reply)) {
                            originals.put(reply, original);
                        }
                    }
                    return originals;
                });
    }

    private record Place(long conversation, long seq) {}

    private static Future<Set<Reply>> hidden(Statements statements, List<Reply> replies) {
        List<Object> values = new ArrayList<>();
        Marks.padded(replies)
                .forEach(reply -> values.addAll(
                        List.of(reply.seat().account(), reply.seat().conversation(), reply.seq())));
        return statements
                .list(
                        "SELECT account_id, conversation_id, seq FROM hidden WHERE (account_id, conversation_id, seq) IN"
                                + " (${pairs}" + Marks.tuples(values.size() / 3, 3) + ")",
                        values,
                        row -> new Reply(
                                new Seat(row.getLong("conversation_id"), row.getLong("account_id")),
                                row.getLong("seq")))
                .map(HashSet::new);
    }

    /** The lowest message that every member may see, of the conversations in which that is not all. */
    private static Future<Map<Long, Long>> firstForAll(Statements statements, List<Reply> replies) {
        List<Object> values = new ArrayList<>();
        Collection<Long> conversations = new HashSet<>();
        replies.forEach(reply -> conversations.add(reply.seat().conversation()));
        values.addAll(Marks.padded(conversations));
        int count = values.size();
        values.add(ConversationKind.ROOM.text());
        return statements
                .run(
                        "SELECT c.id, MAX(m.joined_seq) + 1 AS first_seq FROM conversation c"
                                + " JOIN member m ON m.conversation_id = c.id WHERE c.id IN (" + Marks.list(count)
                                + ") AND c.kind <> ? AND m.active = 1 GROUP BY c.id",
                        values)
                .map(rows -> {
                    Map<Long, Long> first = new HashMap<>();
                    rows.forEach(row -> first.put(row.getLong("id"), row.getLong("first_seq")));
                    return first;
                });
    }

    private static Future<Map<Place, Original>> messages(
            Statements statements, List<Reply> replies, Map<Long, Long> firstForAll) {
        List<Object> values = new ArrayList<>();
        Marks.padded(replies)
                .forEach(reply -> values.addAll(List.of(reply.seat().conversation(), reply.seq())));
        return statements
                .run(
                        "SELECT conversation_id, " + COLUMNS + " FROM message WHERE (conversation_id, seq) IN (${pairs}"
                                + Marks.tuples(values.size() / 2, 2)
                                + ") AND seq >= (SELECT c.first_seq FROM conversation c WHERE c.id = conversation_id)",
                        values)
                .map(rows -> {
                    Map<Place, Original> found = new HashMap<>();
                    for (Row row : rows) {
                        long conversation = row.getLong("conversation_id");
                        boolean forAll = row.getLong("seq") >= firstForAll.getOrDefault(conversation, 0L);
                        found.put(new Place(conversation, row.getLong("seq")), read(row, forAll));
                    }
                    return found;
                });
    }
}
