package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.MessageId;
import dev.crosstalk.bus.Role;
import dev.crosstalk.conversation.Membership;
import io.vertx.sqlclient.Row;

/** Rows as records. */
final class Rows {
    private Rows() {}

    /** Of the columns role, active, joined_seq and rev. */
    static Membership membership(Row row) {
        return membership(row, "rev");
    }

    static Membership membership(Row row, String rev) {
        return new Membership(
                Membership.State.of(row.getInteger("active")),
                Role.of(row.getString("role")),
                row.getLong("joined_seq"),
                row.getLong(rev));
    }

    /** Of those columns, banned_until and last_post_at. */
    static Membership place(Row row) {
        return new Membership(
                Membership.State.of(row.getInteger("active")),
                Role.of(row.getString("role")),
                row.getLong("joined_seq"),
                row.getLong("rev"),
                row.getLong("banned_until"),
                row.getLong("last_post_at"));
    }

    static ConversationEvent.Message message(Row row) {
        return new ConversationEvent.Message(
                new ConversationId(row.getLong("conversation_id")),
                row.getLong("rev"),
                new MessageId(row.getLong("id")),
                row.getLong("seq"),
                new AccountId(row.getLong("sender_id")),
                Binary.uuid(row, "client_id"),
                row.getString("text"),
                row.getLong("created_at"));
    }
}
