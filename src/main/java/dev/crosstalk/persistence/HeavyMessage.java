package dev.crosstalk.persistence;

import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.message.MessageStore.Reader;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** What belongs to a message that has more of it than fits a page, part by part: earlier texts, then reactions, at last the pin. */
final class HeavyMessage {
    private static final int MOST = 1_000;

    private final Database database;
    private final ConversationId conversation;
    private final Reader reader;
    private final long seq;

    /** @param reader who sees the earlier texts of own messages; null for who sees all */
    HeavyMessage(Database database, ConversationId conversation, Reader reader, long seq) {
        this.database = database;
        this.conversation = conversation;
        this.reader = reader;
        this.seq = seq;
    }

    /** Behind that earlier text, and behind the reaction of that revision. */
    record Place(long edit, long reaction) {
        static final Place BEGINNING = new Place(0, 0);
    }

    /** @param next null at the end */
    record Part(List<ArchiveLine> lines, Place next) {}

    Future<Part> after(Place place) {
        return earlierTexts(place)
                .compose(texts -> texts.next() == null ? reactions(place) : Future.succeededFuture(texts));
    }

    Future<Part> earlierTexts(Place place) {
        String where = " FROM message_edit WHERE conversation_id = ? AND seq = ? AND edit > ? ORDER BY edit LIMIT ?";
        return new Fitting(database.reading())
                .last("edit", where, List.of(conversation.value(), seq, place.edit(), MOST))
                .compose(cut -> texts(place, cut.orElse((long) Integer.MAX_VALUE)))
                .map(texts -> new Part(
                        List.copyOf(texts),
                        texts.isEmpty()
                                ? null
                                : new Place(texts.get(texts.size() - 1).edit(), place.reaction())));
    }

    private Future<List<ArchiveLine.Edit>> texts(Place place, long last) {
        List<Object> values = ArchivedRows.editsOf(conversation, reader);
        values.addAll(List.of(seq, place.edit(), last, MOST));
        return database.reading()
                .list(
                        ArchivedRows.edits(reader)
                                + " AND e.seq = ? AND e.edit > ? AND e.edit <= ? ORDER BY e.edit LIMIT ?",
                        values,
                        ArchivedRows::edit);
    }

    private Future<Part> reactions(Place place) {
        return database.reading()
                .list(
                        ArchivedRows.REACTIONS + " AND seq = ? AND rev > ? ORDER BY rev LIMIT ?",
                        List.of(conversation.value(), seq, place.reaction(), MOST),
                        ArchivedRows::reaction)
                .compose(found -> found.size() == MOST
                        ? Future.succeededFuture(new Part(
                                List.copyOf(found),
                                new Place(place.edit(), found.get(MOST - 1).rev())))
                        : pin(new ArrayList<>(found)));
    }

    private Future<Part> pin(List<ArchiveLine> lines) {
        return database.reading()
                .list(ArchivedRows.PINS + " AND seq = ?", List.of(conversation.value(), seq), ArchivedRows::pin)
                .map(pins -> {
                    lines.addAll(pins);
                    return new Part(lines, null);
                });
    }
}
