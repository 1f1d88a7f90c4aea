package dev.crosstalk.persistence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.UserEvent;
import dev.crosstalk.bus.UserEvent.MessageHidden;
import io.vertx.core.Future;
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
