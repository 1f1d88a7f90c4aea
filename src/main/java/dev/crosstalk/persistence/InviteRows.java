package dev.crosstalk.persistence;

import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.PermissionLevel;
import dev.crosstalk.bus.Role;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Invites as rows. One lets in until {@code revoked_at} (it was revoked, or used up) or {@code expires_at}, and only as long as who
 * made it may invite; some time after its end it is removed.
 */
final class InviteRows {
    /** SQL for whether the invite {@code i} has not ended. */
    static final String LIVING = " i.revoked_at IS NULL AND (i.expires_at IS NULL OR i.expires_at > ${now})";

    private static final int MOST_LIVING = 100;
    /** With those that have ended and are not removed yet. */
    private static final int MOST = 1_000;

    /** Long enough for who asks once more, whether an entrance was stored. */
    private static final long KEPT_MS = 600_000;

    private static final int REMOVED_TOGETHER = 500;

    private InviteRows() {}

    /** SQL for whether who made the invite with this alias may still make one. */
    static String byWhomMay(PermissionLevel level, String invite) {
        String roles = Arrays.stream(Role.values())
                .filter(level::permits)
                .map(role -> "'" + role.text() + "'")
                .collect(Collectors.joining(", "));
        return " EXISTS (SELECT 1 FROM member c WHERE c.conversation_id = " + invite
                + ".conversation_id AND c.account_id = " + invite + ".created_by AND c.active = 1 AND c.role IN ("
                + roles + "))";
    }

    /** To be called under the conversation's lock. @return fails with {@link FailureCode#TOO_MANY_INVITES} */
    static Future<Void> requireRoom(Statements statements, ConversationId conversation) {
        return statements
                .list(
                        "SELECT CASE WHEN" + LIVING + " THEN 1 ELSE 0 END AS living FROM invite i"
                                + " WHERE i.conversation_id = ? LIMIT ?",
                        List.of(conversation.value(), MOST),
                        row -> row.getInteger("living"))
                .map(all -> {
                    if (all.stream().filter(living -> living == 1).count() >= MOST_LIVING) {
                        throw FailureCode.TOO_MANY_INVITES.failure();
                    }
                    if (all.size() >= MOST) {
                        throw FailureCode.TOO_MANY_REQUESTS.failure();
                    }
                    return null;
                });
    }

    /** Ends the invites of those who may make none now; in the transaction by which they may not. */
    static Future<Void> revokeUnentitled(Statements statements, ConversationId conversation, PermissionLevel level) {
        return statements
                .update(
                        "UPDATE invite SET revoked_at = ${now} WHERE conversation_id = ? AND revoked_at IS NULL AND NOT"
                                + byWhomMay(level, "invite"),
                        conversation.value())
                .mapEmpty();
    }

    /**
     * Counts a use, to be called under the conversation's lock.
     *
     * @return fails with {@link FailureCode#INVITE_INVALID} if it lets nobody in
     */
    static Future<Void> spend(
            Statements statements, ConversationId conversation, byte[] codeHash, PermissionLevel level) {
        return statements
                .update(
                        // The use that is the last one is found out before the uses are counted up.
                        "UPDATE invite SET revoked_at = CASE WHEN uses + 1 >= max_uses THEN ${now} END, uses = uses + 1"
                                + " WHERE code_hash = ? AND conversation_id = ? AND revoked_at IS NULL"
                                + " AND (expires_at IS NULL OR expires_at > ${now}) AND" + byWhomMay(level, "invite"),
                        codeHash,
                        conversation.value())
                .map(count -> {
                    if (count == 0) {
                        throw FailureCode.INVITE_INVALID.failure();
                    }
                    return null;
                });
    }

    /** Removes some of those that have ended long enough ago. @return how many */
    static Future<Integer> removeEnded(Database database) {
        String ended = "SELECT id FROM invite WHERE %s < ${now} - " + KEPT_MS + " LIMIT ?";
        return database.reading()
                .list(
                        "SELECT id FROM (" + ended.formatted("revoked_at") + ") r UNION SELECT id FROM ("
                                + ended.formatted("expires_at") + ") e",
                        List.of(REMOVED_TOGETHER, REMOVED_TOGETHER),
                        row -> row.getLong("id"))
                .compose(ids -> ids.isEmpty()
                        ? Future.succeededFuture(0)
                        : database.write(statements -> statements.update(
                                "DELETE FROM invite WHERE id IN ("
                                        + Marks.list(Marks.padded(ids).size()) + ")",
                                Marks.padded(ids).toArray())));
    }
}
