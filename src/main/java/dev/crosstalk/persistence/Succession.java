package dev.crosstalk.persistence;

import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Role;
import dev.crosstalk.conversation.Membership;
import io.vertx.core.Future;
import java.util.List;

/** Who owns a conversation when its last owner is gone: the member who joined first. */
final class Succession {
    private Succession() {}

    /** To be called after an owner's place was given up, in the same transaction and under the conversation's lock. */
    static Future<Void> afterExit(Statements statements, ConversationId conversation, Membership gone) {
        if (gone.role() != Role.OWNER) {
            return Future.succeededFuture();
        }
        return statements
                .first(
                        "SELECT account_id, role FROM member WHERE conversation_id = ? AND active = 1"
                                + " ORDER BY CASE WHEN role = ? THEN 0 ELSE 1 END, rev, account_id LIMIT 1",
                        List.of(conversation.value(), Role.OWNER.text()),
                        row -> new Candidate(row.getLong("account_id"), Role.of(row.getString("role"))))
                .compose(heir -> heir.isEmpty() || heir.get().role() == Role.OWNER
                        ? Future.succeededFuture()
                        : statements
                                .update(
                                        "UPDATE member SET role = ? WHERE conversation_id = ? AND account_id = ?",
                                        Role.OWNER.text(),
                                        conversation.value(),
                                        heir.get().account())
                                .mapEmpty());
    }

    private record Candidate(long account, Role role) {}
}
