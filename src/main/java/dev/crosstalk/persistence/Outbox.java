package dev.crosstalk.persistence;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.message.Head;
import dev.crosstalk.message.Outcome.Stored;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes what consumers have to do, in the transaction that stores the messages. */
final class Outbox {
    /** As stored, of a row that is not about one message. */
    static final String TRIMMED = "trimmed";

    private final IdMaker ids;
    private final List<String> kinds;

    /** @param kinds of the enabled consumers */
    Outbox(IdMaker ids, List<String> kinds) {
        this.ids = ids;
        this.kinds = List.copyOf(kinds);
    }

    /** Tells consumers that messages are gone for good. */
    Future<Void> trimmed(Statements statements, ApplicationId application, ConversationEvent.Trimmed event) {
        if (kinds.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Object> values = new ArrayList<>();
        for (String kind : kinds) {
            values.addAll(List.of(
                    ids.next(),
                    application.value(),
                    kind,
                    event.conversation().value(),
                    event.firstSeq(),
                    event.rev(),
                    event.time()));
        }
        String row = "(?, ?, ?, ?, ?, ?, '" + TRIMMED + "', NULL, 0, ?)";
        return statements
                .run(
                        "INSERT INTO outbox (id, application_id, kind, conversation_id, seq, rev, about, lease_owner,"
                                + " lease_until, created_at) VALUES "
                                + String.join(",", java.util.Collections.nCopies(kinds.size(), row)),
                        values)
                .mapEmpty();
    }

    Future<Void> add(Statements statements, List<Stored> stored, Map<Long, Head> heads) {
        if (kinds.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Object> values = new ArrayList<>();
        for (Stored one : stored) {
            ConversationEvent.Message message = one.message();
            for (String kind : kinds) {
                values.addAll(List.of(
                        ids.next(),
                        heads.get(message.conversation().value()).application().value(),
                        kind,
                        message.conversation().value(),
                        message.seq(),
                        message.rev(),
                        message.time()));
            }
        }
        String row = "(?, ?, ?, ?, ?, ?, NULL, 0, ?)";
        return statements
                .run(
                        "INSERT INTO outbox (id, application_id, kind, conversation_id, seq, rev, lease_owner, lease_until,"
                                + " created_at) VALUES "
                                + String.join(",", java.util.Collections.nCopies(stored.size() * kinds.size(), row)),
                        values)
                .mapEmpty();
    }
}
