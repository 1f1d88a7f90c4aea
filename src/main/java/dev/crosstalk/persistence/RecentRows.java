package dev.crosstalk.persistence;

import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Quote;
import dev.crosstalk.bus.ReactionCount;
import dev.crosstalk.cache.RecentMessages;
import dev.crosstalk.cache.RecentMessages.Hide;
import dev.crosstalk.cache.RecentMessages.Reacted;
import dev.crosstalk.message.MessageStore.Reader;
import dev.crosstalk.message.StoredMessage;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The latest messages of a conversation, with what it takes to show them to anybody. */
final class RecentRows {
    private final Statements reading;
    private final ConversationId conversation;

    RecentRows(Statements reading, ConversationId conversation) {
        this.reading = reading;
        this.conversation = conversation;
    }

    Future<RecentMessages> latest(long firstSeq, long lastSeq, int most) {
        return stored(firstSeq, lastSeq, most).compose(messages -> {
            Reader everyone = new Reader(null, firstSeq, 0);
            Future<Map<Long, Quote>> quotes = new MessageViews(reading, conversation).quotes(everyone, messages);
            Future<List<Reacted>> reactions = reactions(messages);
            Future<List<Hide>> hides = hides(lastSeq - messages.size() + 1, messages);
            return Future.all(quotes, reactions, hides)
                    .map(all -> new RecentMessages(
                            messages,
                            List.copyOf(quotes.result().values()),
                            reactions.result(),
                            hides.result().size() > RecentMessages.MOST_HIDES ? null : hides.result()));
        });
    }

    private Future<List<StoredMessage>> stored(long from, long to, int most) {
        String where = " FROM message WHERE conversation_id = ? AND seq BETWEEN ? AND ? ORDER BY seq DESC LIMIT ?";
        return new Fitting(reading)
                .last("seq", where, List.of(conversation.value(), from, to, most))
                .compose(cut -> reading.list(
                        "SELECT " + MessageRows.COLUMNS + where,
                        List.of(conversation.value(), cut.orElse(from), to, most),
                        MessageRows::read))
                .map(messages -> messages.stream()
                        .sorted(Comparator.comparingLong(StoredMessage::seq))
                        .toList());
    }

    private Future<List<Reacted>> reactions(List<StoredMessage> messages) {
        List<Long> living = messages.stream()
                .filter(message -> !message.isDeleted())
                .map(StoredMessage::seq)
                .toList();
        return ReactionRows.counts(reading, conversation, null, living).compose(counts -> {
            Set<Long> few = few(living, counts);
            return ReactionRows.accounts(reading, conversation, few).map(accounts -> {
                List<Reacted> all = new ArrayList<>();
                counts.forEach((seq, kinds) -> kinds.forEach(kind -> all.add(new Reacted(
                        seq,
                        kind.kind(),
                        kind.count(),
                        kind.firstRev(),
                        few.contains(seq)
                                ? accounts.getOrDefault(new ReactionRows.OfMessage(seq, kind.kind()), List.of())
                                : null))));
                all.sort(Comparator.comparingLong(Reacted::firstRev));
                return all;
            });
        });
    }

    /** The latest of those that have reactions, as many as have no more together than may be kept. */
    private static Set<Long> few(List<Long> living, Map<Long, List<ReactionCount>> counts) {
        Set<Long> few = new HashSet<>();
        int left = RecentMessages.MOST_REACTORS;
        for (int i = living.size() - 1; i >= 0; i--) {
            List<ReactionCount> kinds = counts.getOrDefault(living.get(i), List.of());
            int count = kinds.stream().mapToInt(ReactionCount::count).sum();
            if (count > 0 && count <= left) {
                few.add(living.get(i));
                left -= count;
            }
        }
        return few;
    }

    /** Those of these messages, and of the ones before them that they answer. */
    private Future<List<Hide>> hides(long from, List<StoredMessage> messages) {
        List<Long> answered = messages.stream()
                .map(StoredMessage::replyTo)
                .filter(Objects::nonNull)
                .filter(seq -> seq < from)
                .distinct()
                .toList();
        return HiddenRows.of(reading, conversation, from, answered, RecentMessages.MOST_HIDES + 1);
    }
}
