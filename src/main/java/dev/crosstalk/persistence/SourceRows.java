package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.IndexingCommand.Place;
import dev.crosstalk.bus.IndexingCommand.Scan;
import dev.crosstalk.bus.IndexingCommand.Scanned;
import dev.crosstalk.bus.IndexingCommand.Source;
import dev.crosstalk.bus.IndexingCommand.Sources;
import dev.crosstalk.bus.MessageId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Messages as an index is made from them: of long ones as many as are not too much for one answer, but one at least. */
final class SourceRows {
    private static final long PAGE_BYTES = 1 << 20;
    /** What there is of a short message besides its text. */
    private static final long ROW_BYTES = 200;

    private static final String KEYS =
            "SELECT conversation_id, seq, OCTET_LENGTH(text) AS bytes FROM message WHERE conversation_id ";
    /** One that is being imported has no conversation yet. */
    private static final String SOURCES = "SELECT m.application_id, m.conversation_id, c.number, m.seq, m.id, m.rev,"
            + " m.sender_id, s.value AS locale, m.created_at, m.edited_at, m.deleted_at, m.reply_to_seq, m.text"
            + " FROM ${numbered} ${each-with} message m ON m.conversation_id = k.id AND m.seq = k.number"
            + " JOIN conversation c ON c.id = m.conversation_id"
            + " LEFT JOIN setting s ON s.account_id = m.sender_id AND s.name = 'locale'";

    private final Statements reading;

    SourceRows(Statements reading) {
        this.reading = reading;
    }

    private record Sized(Place place, long bytes) {}

    Future<Sources> read(List<Place> places) {
        return places.isEmpty()
                ? Future.succeededFuture(new Sources(0, List.of()))
                : sizes(places).compose(sizes -> {
                    List<Sized> sized = places.stream()
                            .map(place -> new Sized(place, sizes.getOrDefault(place, 0L)))
                            .toList();
                    int fitting = fitting(sized);
                    return sources(places.subList(0, fitting)).map(found -> new Sources(fitting, found));
                });
    }

    Future<Scanned> scan(Scan scan) {
        return keys(scan).compose(keys -> {
            int fitting = fitting(keys);
            List<Place> places =
                    keys.subList(0, fitting).stream().map(Sized::place).toList();
            // A page that is not full is the last: who went on until nothing is there would never end while people
            // post.
            boolean last = fitting == keys.size() && keys.size() < scan.limit();
            Place next = last ? null : places.get(fitting - 1);
            return sources(places).map(found -> new Scanned(found, next));
        });
    }

    private Future<List<Sized>> keys(Scan scan) {
        ConversationId first =
                scan.after() == null ? scan.within() : scan.after().conversation();
        long afterSeq = scan.after() == null ? 0 : scan.after().seq();
        Future<List<Sized>> inFirst = first == null
                ? Future.succeededFuture(List.of())
                : reading.list(
                        KEYS + "= ? AND seq > ? ORDER BY seq LIMIT ?",
                        List.of(first.value(), afterSeq, scan.limit()),
                        SourceRows::sized);
        return inFirst.compose(found -> scan.within() != null || found.size() == scan.limit()
                ? Future.succeededFuture(found)
                : behind(first, scan.limit() - found.size()).map(more -> joined(found, more)));
    }

    private Future<List<Sized>> behind(ConversationId first, int limit) {
        return reading.list(
                KEYS + "> ? ORDER BY conversation_id, seq LIMIT ?",
                List.of(first == null ? 0L : first.value(), limit),
                SourceRows::sized);
    }

    private static List<Sized> joined(List<Sized> first, List<Sized> second) {
        List<Sized> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static Sized sized(Row row) {
        return new Sized(
                new Place(new ConversationId(row.getLong("conversation_id")), row.getLong("seq")),
                row.getLong("bytes"));
    }

    private static int fitting(List<Sized> sized) {
        long bytes = 0;
        for (int i = 0; i < sized.size(); i++) {
            bytes += sized.get(i).bytes() + ROW_BYTES;
            if (bytes > PAGE_BYTES && i > 0) {
                return i;
            }
        }
        return sized.size();
    }

    private Future<Map<Place, Long>> sizes(List<Place> places) {
        Map<Place, Long> sizes = new HashMap<>();
        return reading.list(
                        "SELECT m.conversation_id, m.seq, OCTET_LENGTH(m.text) AS bytes FROM ${numbered} ${each-with}"
                                + " message m ON m.conversation_id = k.id AND m.seq = k.number",
                        List.of(json(places)),
                        SourceRows::sized)
                .map(found -> {
                    found.forEach(one -> sizes.put(one.place(), one.bytes()));
                    return sizes;
                });
    }

    private Future<List<Source>> sources(List<Place> places) {
        return places.isEmpty()
                ? Future.succeededFuture(List.of())
                : reading.list(SOURCES, List.of(json(places)), SourceRows::source);
    }

    /** Of {@code ${numbered}}. */
    static String json(List<Place> places) {
        return RowsOf.numbers(places.stream()
                .map(place -> new long[] {place.conversation().value(), place.seq()})
                .toList());
    }

    private static Source source(Row row) {
        boolean deleted = row.getLong("deleted_at") != null;
        return new Source(
                new ApplicationId(row.getLong("application_id")),
                new ConversationId(row.getLong("conversation_id")),
                row.getLong("number"),
                row.getLong("seq"),
                new MessageId(row.getLong("id")),
                row.getLong("rev"),
                new AccountId(row.getLong("sender_id")),
                row.getString("locale"),
                row.getLong("created_at"),
                row.getLong("edited_at") != null,
                row.getLong("reply_to_seq"),
                deleted ? null : row.getString("text"));
    }
}
