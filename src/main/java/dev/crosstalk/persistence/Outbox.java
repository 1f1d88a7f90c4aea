package dev.crosstalk.persistence;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Writes what consumers have to do, in the transaction that stores or changes the messages. */
final class Outbox {
    /** As stored, of a row that is not about one message. */
    static final String TRIMMED = "trimmed";

    static final String IMPORTED = "imported";

    private final IdMaker ids;
    private final List<String> kinds;

    /** @param kinds of the enabled consumers */
    Outbox(IdMaker ids, List<String> kinds) {
        this.ids = ids;
        this.kinds = List.copyOf(kinds);
    }

    /** Tells consumers that messages are gone for good. */
    Future<Void> trimmed(Statements statements, ApplicationId application, ConversationEvent.Trimmed event) {
        return whole(
                statements, TRIMMED, application, event.conversation(), event.firstSeq(), event.rev(), event.time());
    }

    /** Tells consumers that a conversation is no more: all its messages are gone for good. */
    Future<Void> gone(Statements statements, ApplicationId application, ConversationEvent.Gone event, long lastSeq) {
        return whole(statements, TRIMMED, application, event.conversation(), lastSeq + 1, event.rev(), event.time());
    }

    /** Tells consumers that a conversation has come with all its messages. */
    Future<Void> imported(
            Statements statements,
            ApplicationId application,
            ConversationId conversation,
            long lastSeq,
            long rev,
            long time) {
        return whole(statements, IMPORTED, application, conversation, lastSeq, rev, time);
    }

    private Future<Void> whole(
            Statements statements,
            String about,
            ApplicationId application,
            ConversationId conversation,
            long seq,
            long rev,
            long time) {
        if (kinds.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Object> values = new ArrayList<>();
        for (String kind : kinds) {
            values.addAll(List.of(ids.next(), application.value(), kind, conversation.value(), seq, rev, about, time));
        }
        String row = "(?, ?, ?, ?, ?, ?, ?, NULL, 0, ?)";
        return statements
                .run(
                        "INSERT INTO outbox (id, application_id, kind, conversation_id, seq, rev, about, lease_owner,"
                                + " lease_until, created_at) VALUES "
                                + String.join(",", java.util.Collections.nCopies(kinds.size(), row)),
                        values)
                .mapEmpty();
    }

    /** A change that consumers have to know, whose revision they compare with what they did. */
    record Item(ApplicationId application, ConversationId conversation, long seq, long rev, long time) {}

    Future<Void> add(Statements statements, List<Item> items) {
        if (kinds.isEmpty() || items.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Object> values = new ArrayList<>();
        for (Item item : items) {
            for (String kind : kinds) {
                values.addAll(List.of(
                        ids.next(),
                        item.application().value(),
                        kind,
                        item.conversation().value(),
                        item.seq(),
                        item.rev(),
                        item.time()));
            }
        }
        String row = "(?, ?, ?, ?, ?, ?, NULL, 0, ?)";
        return statements
                .run(
                        "INSERT INTO outbox (id, application_id, kind, conversation_id, seq, rev, lease_owner, lease_until,"
                                + " created_at) VALUES "
                                + String.join(",", Collections.nCopies(items.size() * kinds.size(), row)),
                        values)
                .mapEmpty();
    }
}
