package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.IndexingCommand.Place;
import dev.crosstalk.bus.IndexingCommand.Shown;
import dev.crosstalk.bus.IndexingCommand.ShownMessage;
import dev.crosstalk.bus.MessageId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Messages of several conversations that somebody may see, with their neighbours: two statements, however many. */
final class ShownRows {
    /** What is looked through for the places that were found. */
    private static final int FOUND_CHARACTERS = 20_000;

    private static final int NEIGHBOUR_CHARACTERS = 200;

    private final Statements reading;
    private final Caller caller;

    ShownRows(Statements reading, Caller caller) {
        this.reading = reading;
        this.caller = caller;
    }

    Future<Shown> show(List<Place> places) {
        Set<Place> asked = new LinkedHashSet<>(places);
        List<Place> around = asked.stream()
                .flatMap(place -> Stream.of(
                        new Place(place.conversation(), place.seq() - 1),
                        new Place(place.conversation(), place.seq() + 1)))
                .distinct()
                .filter(place -> !asked.contains(place))
                .toList();
        Future<List<ShownMessage>> found = read(List.copyOf(asked), FOUND_CHARACTERS);
        Future<List<ShownMessage>> neighbours = read(around, NEIGHBOUR_CHARACTERS);
        return Future.all(found, neighbours)
                .map(both -> new Shown(Stream.concat(found.result().stream(), neighbours.result().stream())
                        .toList()));
    }

    private Future<List<ShownMessage>> read(List<Place> places, int characters) {
        if (places.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        String sql =
                "SELECT m.conversation_id, m.seq, m.id, m.rev, m.sender_id, m.created_at, m.edited_at, m.deleted_at,"
                        + " m.reply_to_seq, SUBSTR(m.text, 1, " + characters + ") AS part, SUBSTR(m.text, "
                        + (characters + 1)
                        + ", 1) AS rest FROM ${numbered} ${each-with} member p ON p.conversation_id = k.id AND p.account_id = ?"
                        + " AND p.active = 1 JOIN conversation c ON c.id = k.id AND c.application_id = ?"
                        + " JOIN message m ON m.conversation_id = k.id AND m.seq = k.number"
                        + " WHERE m.seq > p.joined_seq AND m.seq >= c.first_seq AND NOT EXISTS (SELECT 1 FROM hidden h"
                        + " WHERE h.account_id = p.account_id AND h.conversation_id = m.conversation_id AND h.seq = m.seq)";
        return reading.list(
                sql,
                List.of(
                        SourceRows.json(places),
                        caller.account().value(),
                        caller.application().value()),
                ShownRows::message);
    }

    private static ShownMessage message(Row row) {
        boolean deleted = row.getLong("deleted_at") != null;
        return new ShownMessage(
                new ConversationId(row.getLong("conversation_id")),
                row.getLong("seq"),
                new MessageId(row.getLong("id")),
                row.getLong("rev"),
                new AccountId(row.getLong("sender_id")),
                row.getLong("created_at"),
                row.getLong("edited_at"),
                row.getLong("reply_to_seq"),
                deleted ? null : row.getString("part"),
                !deleted && !row.getString("rest").isEmpty());
    }
}
