package dev.crosstalk.persistence;

import io.vertx.core.Future;
import java.util.List;

/** Removes what an import has staged and never committed, in bounded steps. Its row is the last to go, so that a crash loses nothing. */
final class ImportRemoval {
    /** As the time of an import that is to be removed. */
    static final long REMOVED = -1;

    private static final int STEP = 2_000;
    /** So many steps are made before whoever waits is answered. */
    private static final int STEPS = 20;

    private static final List<String> BELONGINGS =
            List.of("message_edit", "reaction", "reaction_kind", "pin", "mention", "tombstone", "message");

    private final Database database;

    ImportRemoval(Database database) {
        this.database = database;
    }

    /** Removes an import that has not ended, if that condition holds. @param value of the condition */
    Future<Void> giveUp(byte[] id, String condition, Object value) {
        return database.write(statements -> statements.update(
                        "UPDATE import_run SET touched_at = ? WHERE id = ? AND ended = 0 AND " + condition,
                        REMOVED,
                        id,
                        value))
                .compose(found -> found == 0 ? Future.succeededFuture() : remove(id));
    }

    private Future<Void> remove(byte[] id) {
        return database.reading()
                .list(
                        "SELECT conversation_id FROM import_conversation WHERE import_id = ? AND committed = 0",
                        List.of(id),
                        row -> row.getLong("conversation_id"))
                .compose(staged -> {
                    Future<Void> done = Future.succeededFuture();
                    for (long conversation : staged) {
                        done = done.compose(last -> all(conversation));
                    }
                    return done;
                })
                .compose(done -> database.write(statements -> rest(statements, id)));
    }

    private Future<Void> all(long conversation) {
        return step(conversation).compose(more -> more ? all(conversation) : Future.succeededFuture());
    }

    /** Removes some of a staged conversation. @return whether there was something */
    private Future<Boolean> step(long conversation) {
        return database.write(statements -> lowest(statements, "seq", "message", conversation)
                .compose(seq -> lowest(statements, "rev", "entry", conversation)
                        .compose(rev -> lowest(statements, "seq", "hidden", conversation)
                                .compose(hidden -> step(statements, conversation, seq, rev, hidden)))));
    }

    /** What people had for themselves stands there before the messages do. */
    private static Future<Boolean> step(Statements statements, long conversation, long seq, long rev, long hidden) {
        Future<Integer> done = statements
                .update("DELETE FROM entry WHERE conversation_id = ? AND rev < ?", conversation, rev + STEP)
                .compose(last -> statements.update(
                        "DELETE FROM hidden WHERE conversation_id = ? AND seq < ?", conversation, hidden + STEP));
        for (String table : BELONGINGS) {
            done = done.compose(last -> statements.update(
                    "DELETE FROM " + table + " WHERE conversation_id = ? AND seq < ?", conversation, seq + STEP));
        }
        return done.compose(last -> statements.update("DELETE FROM draft WHERE conversation_id = ?", conversation))
                .compose(last -> statements.update("DELETE FROM import_member WHERE conversation_id = ?", conversation))
                .map(seq > 0 || rev > 0 || hidden > 0);
    }

    private static Future<Long> lowest(Statements statements, String column, String table, long conversation) {
        return statements.number(
                "SELECT COALESCE(MIN(" + column + "), 0) FROM " + table + " WHERE conversation_id = ?", conversation);
    }

    /** Accounts of whom nothing was committed go, too. An import that has begun anew meanwhile is left to itself. */
    private static Future<Void> rest(Statements statements, byte[] id) {
        String given = " AND EXISTS (SELECT 1 FROM import_run WHERE id = ? AND touched_at = " + REMOVED + ")";
        String alone = " AND NOT EXISTS (SELECT 1 FROM import_run WHERE id = ? AND committed > 0)";
        return statements
                .update("UPDATE import_run SET touched_at = ? WHERE id = ? AND touched_at = ?", REMOVED, id, REMOVED)
                .compose(locked -> statements.update(
                        "DELETE FROM import_conversation WHERE import_id = ? AND committed = 0" + given, id, id))
                .compose(done -> ofAccounts(statements, "setting", id, given + alone))
                .compose(done -> ofAccounts(statements, "contact", id, given + alone))
                .compose(done -> statements.update(
                        "DELETE FROM account WHERE id IN (SELECT account_id FROM import_account WHERE import_id = ?)"
                                + given + alone,
                        id,
                        id,
                        id))
                .compose(done ->
                        statements.update("DELETE FROM import_account WHERE import_id = ?" + given + alone, id, id, id))
                .compose(done -> statements.update(
                        "UPDATE import_run SET ended = 1, touched_at = 0 WHERE id = ? AND committed > 0 AND touched_at = ?",
                        id,
                        REMOVED))
                .compose(done -> statements.update(
                        "DELETE FROM import_run WHERE id = ? AND committed = 0 AND touched_at = ?", id, REMOVED))
                .mapEmpty();
    }

    /** Removes what there is about the accounts of an import. */
    private static Future<Integer> ofAccounts(Statements statements, String table, byte[] id, String condition) {
        return statements.update(
                "DELETE FROM " + table
                        + " WHERE account_id IN (SELECT account_id FROM import_account WHERE import_id = ?)"
                        + condition,
                id,
                id,
                id);
    }

    /** Removes some of what other attempts than this one have staged. @return whether there may be more */
    Future<Boolean> removeEarlier(byte[] id, byte[] attempt) {
        return earlier(id, attempt, STEPS);
    }

    private Future<Boolean> earlier(byte[] id, byte[] attempt, int steps) {
        if (steps == 0) {
            return Future.succeededFuture(true);
        }
        return database.reading()
                .first(
                        "SELECT conversation_id FROM import_conversation WHERE import_id = ? AND committed = 0"
                                + " AND (attempt IS NULL OR attempt <> ?) LIMIT 1",
                        List.of(id, attempt),
                        row -> row.getLong("conversation_id"))
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(false)
                        : step(found.get())
                                .compose(some -> some ? Future.succeededFuture() : forget(id, found.get()))
                                .compose(done -> earlier(id, attempt, steps - 1)));
    }

    private Future<Void> forget(byte[] id, long conversation) {
        return database.write(statements -> statements.update(
                        "DELETE FROM import_conversation WHERE import_id = ? AND conversation_id = ? AND committed = 0",
                        id,
                        conversation))
                .mapEmpty();
    }
}
