package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.message.Mentions;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whom messages mention: as a column of the message to be shown with it, as rows to be found by who is mentioned. */
final class MentionRows {
    /** Stands for everyone; ids are positive. */
    private static final long EVERYONE = 0;

    /** Four values each, in one statement. */
    private static final int MOST_ROWS = 5_000;

    private MentionRows() {}

    /** A message of which the mentions are written. */
    record Mentioning(ApplicationId application, ConversationId conversation, long seq, Mentions mentions) {}

    /** Of a new message. */
    static Mentions of(ConversationEvent.Message message) {
        return new Mentions(
                message.mentions() == null ? List.of() : message.mentions(), Boolean.TRUE.equals(message.everyone()));
    }

    /** The column; null for none. */
    static String text(Mentions mentions) {
        return mentions.isEmpty()
                ? null
                : ids(mentions).map(id -> Long.toString(id)).collect(Collectors.joining(","));
    }

    static Mentions read(String text) {
        if (text == null) {
            return Mentions.NONE;
        }
        List<Long> ids = Stream.of(text.split(",")).map(Long::valueOf).toList();
        return new Mentions(
                ids.stream().filter(id -> id != EVERYONE).map(AccountId::new).toList(), ids.contains(EVERYONE));
    }

    private static Stream<Long> ids(Mentions mentions) {
        Stream<Long> named = mentions.accounts().stream().map(AccountId::value);
        return mentions.everyone() ? Stream.concat(Stream.of(EVERYONE), named) : named;
    }

    /** Writes the rows of several messages, by one statement unless there are very many, and by none if they mention nobody. */
    static Future<Void> insert(Statements statements, List<Mentioning> messages) {
        List<List<Object>> rows = new ArrayList<>();
        for (Mentioning message : messages) {
            ids(message.mentions())
                    .forEach(id -> rows.add(List.of(
                            message.application().value(),
                            id,
                            message.conversation().value(),
                            message.seq())));
        }
        Future<?> chain = Future.succeededFuture();
        for (int from = 0; from < rows.size(); from += MOST_ROWS) {
            List<List<Object>> part = rows.subList(from, Math.min(rows.size(), from + MOST_ROWS));
            chain = chain.compose(done -> statements.run(
                    "INSERT INTO mention (application_id, account_id, conversation_id, seq) VALUES "
                            + Marks.tuples(part.size(), 4),
                    part.stream().flatMap(List::stream).toList()));
        }
        return chain.mapEmpty();
    }
}
