package dev.crosstalk.persistence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.UserEvent;
import dev.crosstalk.bus.UserEvent.MessageHidden;
import dev.crosstalk.cache.RecentMessages.Hide;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Messages that somebody has deleted for themselves, as rows of that person. */
final class HiddenRows {
    static final UserRows KIND = new UserRows(
            "message_hidden",
            "hidden x",
            Map.of("conversation", "x.conversation_id", "seq", "x.seq"),
            HiddenRows::event);

    private HiddenRows() {}

    private static UserEvent event(AccountId account, long userRev, JsonNode fields) {
        return new MessageHidden(
                account,
                userRev,
                new ConversationId(fields.path("conversation").longValue()),
                fields.path("seq").longValue());
    }

    /**
     * Who has hidden messages from that one on, and which of some others.
     *
     * @param others before those
     */
    static Future<List<Hide>> of(
            Statements statements, ConversationId conversation, long from, List<Long> others, int limit) {
        List<Object> values = new ArrayList<>(List.of(conversation.value(), from));
        String among = "";
        if (!others.isEmpty()) {
            List<Long> asked = Marks.padded(others);
            values.addAll(asked);
            among = " OR seq IN (" + Marks.list(asked.size()) + ")";
        }
        values.add(limit);
        return statements.list(
                "SELECT account_id, seq FROM hidden WHERE conversation_id = ? AND (seq >= ?" + among + ") LIMIT ?",
                values,
                row -> new Hide(new AccountId(row.getLong("account_id")), row.getLong("seq")));
    }

    /** Hides one that is not hidden, in the transaction that has locked its conversation. */
    static Future<MessageHidden> insert(Statements statements, Caller caller, ConversationId conversation, long seq) {
        return UserRevs.take(statements, caller.application(), List.of(caller.account()))
                .map(revs -> Optional.ofNullable(revs.get(caller.account().value()))
                        .orElseThrow(FailureCode.NOT_FOUND::failure))
                .compose(userRev -> statements
                        .update(
                                "INSERT INTO hidden (application_id, account_id, conversation_id, seq, user_rev)"
                                        + " VALUES (?, ?, ?, ?, ?)",
                                caller.application().value(),
                                caller.account().value(),
                                conversation.value(),
                                seq,
                                userRev)
                        .map(new MessageHidden(caller.account(), userRev, conversation, seq)));
    }
}
