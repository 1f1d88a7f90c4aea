package dev.crosstalk.persistence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.UserEvent;
import java.util.Map;

/** Drafts and saved messages as rows of their persons. */
final class PersonalRows {
    static final UserRows DRAFTS = new UserRows(
            "draft",
            "draft x",
            Map.of(
                    "conversation", "x.conversation_id",
                    "text", "x.text",
                    "reply", "x.reply_to_seq",
                    "other", "x.other_text",
                    "time", "x.changed_at"),
            "200 + x.bytes",
            PersonalRows::draft);
    static final UserRows SAVED = new UserRows(
            "saved",
            "saved x",
            Map.of(
                    "conversation", "x.conversation_id",
                    "seq", "x.seq",
                    "active", "x.active",
                    "time", "x.saved_at"),
            PersonalRows::saved);

    private PersonalRows() {}

    private static UserEvent.Draft draft(AccountId account, long userRev, JsonNode fields) {
        JsonNode reply = fields.path("reply");
        return new UserEvent.Draft(
                account,
                userRev,
                new ConversationId(fields.path("conversation").longValue()),
                fields.path("text").textValue(),
                reply.isNumber() ? reply.longValue() : null,
                fields.path("other").textValue(),
                fields.path("time").longValue());
    }

    private static UserEvent.Saved saved(AccountId account, long userRev, JsonNode fields) {
        return new UserEvent.Saved(
                account,
                userRev,
                new ConversationId(fields.path("conversation").longValue()),
                fields.path("seq").longValue(),
                fields.path("active").intValue() == 1,
                fields.path("time").longValue());
    }
}
