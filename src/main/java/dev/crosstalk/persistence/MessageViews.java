package dev.crosstalk.persistence;

import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Quote;
import dev.crosstalk.bus.ReactionCount;
import dev.crosstalk.message.MessageStore.Reader;
import dev.crosstalk.message.StoredMessage;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Messages of a conversation as a reader sees them: with what they quote, as it is now, and what was reacted. */
final class MessageViews {
    private final Statements reading;
    private final ConversationId conversation;

    MessageViews(Statements reading, ConversationId conversation) {
        this.reading = reading;
        this.conversation = conversation;
    }

    /** As one account sees them; those that it may not see are left out. */
    Future<List<MessageEvent>> of(Reader reader, List<StoredMessage> messages) {
        List<StoredMessage> visible = messages.stream()
                .filter(message -> message.seq() >= reader.firstSeq())
                .toList();
        List<Long> living = visible.stream()
                .filter(message -> !message.isDeleted())
                .map(StoredMessage::seq)
                .toList();
        Future<Map<Long, Quote>> quotes = quotes(reader, visible);
        Future<Map<Long, List<ReactionCount>>> reactions =
                ReactionRows.counts(reading, conversation, reader.account(), living);
        return Future.all(quotes, reactions)
                .map(both -> visible.stream()
                        .map(message -> message.event(
                                quote(message, quotes.result()),
                                reactions.result().getOrDefault(message.seq(), List.of())))
                        .toList());
    }

    /** As they are told to all: the same for everyone, whenever who listens has joined. */
    Future<List<MessageEvent>> forAll(List<StoredMessage> messages) {
        if (messages.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return Newcomers.firstSeqForAll(reading, conversation)
                .compose(first -> quotes(new Reader(null, first, 0), messages)
                        .map(quotes -> messages.stream()
                                .map(message -> message.seq() < first
                                        ? message.withheld()
                                        : message.event(quote(message, quotes), List.of()))
                                .toList()));
    }

    private static Quote quote(StoredMessage message, Map<Long, Quote> quotes) {
        return message.replyTo() == null ? null : quotes.getOrDefault(message.replyTo(), Quote.of(message.replyTo()));
    }

    /** What the messages answer, as far as the reader may see it. */
    Future<Map<Long, Quote>> quotes(Reader reader, List<StoredMessage> messages) {
        List<Long> asked = Marks.padded(messages.stream()
                .map(StoredMessage::replyTo)
                .filter(Objects::nonNull)
                .filter(seq -> seq >= reader.firstSeq())
                .distinct()
                .toList());
        if (asked.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        List<Object> values = new ArrayList<>(List.of(conversation.value()));
        values.addAll(asked);
        values.addAll(MessageRows.hiddenFrom(reader, conversation));
        return reading.run(
                        "SELECT " + Originals.COLUMNS + " FROM message WHERE conversation_id = ? AND seq IN ("
                                + Marks.list(asked.size()) + ")" + MessageRows.NOT_HIDDEN,
                        values)
                .map(rows -> {
                    Map<Long, Quote> quotes = new HashMap<>();
                    rows.forEach(row -> quotes.put(
                            row.getLong("seq"), Originals.read(row, true).quote()));
                    return quotes;
                });
    }
}
