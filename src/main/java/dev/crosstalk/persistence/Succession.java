package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Role;
import dev.crosstalk.conversation.Locked;
import dev.crosstalk.conversation.Membership;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * Who owns a conversation when its last owner is gone: a moderator, or else a member, or else a reader; of several, who joined
 * first.
 */
final class Succession {
    private Succession() {}

    /**
     * Who inherits if that member goes; to be asked under the conversation's lock.
     *
     * @return empty if there is another owner, or nobody else
     */
    static Future<Optional<AccountId>> heir(Statements statements, Locked conversation, AccountId going) {
        if (!conversation.lastOwner()) {
            return Future.succeededFuture(Optional.empty());
        }
        return statements.first(
                "SELECT account_id FROM member WHERE conversation_id = ? AND active = 1 AND account_id <> ?"
                        + " ORDER BY CASE role WHEN ? THEN 0 WHEN ? THEN 1 ELSE 2 END, rev, account_id LIMIT 1",
                List.of(conversation.id().value(), going.value(), Role.MODERATOR.text(), Role.MEMBER.text()),
                row -> new AccountId(row.getLong("account_id")));
    }

    /** Whether that place is the only one of an owner. */
    static Future<Boolean> isLastOwner(Statements statements, long conversation, AccountId account, Membership place) {
        if (place == null || !place.isActive() || place.role() != Role.OWNER) {
            return Future.succeededFuture(false);
        }
        return statements
                .first(
                        "SELECT account_id FROM member WHERE conversation_id = ? AND role = ? AND active = 1"
                                + " AND account_id <> ? LIMIT 1",
                        List.of(conversation, Role.OWNER.text(), account.value()),
                        row -> row.getLong("account_id"))
                .map(Optional::isEmpty);
    }
}
