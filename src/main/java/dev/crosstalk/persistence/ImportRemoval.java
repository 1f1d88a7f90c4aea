package dev.crosstalk.persistence;

import io.vertx.core.Future;
import java.util.List;

/** Removes what an import has staged and never committed, in bounded steps. Its row is the last to go, so that a crash loses nothing. */
final class ImportRemoval {
    private static final int STEP = 2_000;
    private static final List<String> BELONGINGS =
            List.of("message_edit", "reaction", "reaction_kind", "pin", "mention", "message");

    private final Database database;

    ImportRemoval(Database database) {
        this.database = database;
    }

    Future<Void> remove(byte[] id) {
        return database.reading()
                .list(
                        "SELECT conversation_id FROM import_conversation WHERE import_id = ? AND committed = 0",
                        List.of(id),
                        row -> row.getLong("conversation_id"))
                .compose(staged -> {
                    Future<Void> done = Future.succeededFuture();
                    for (long conversation : staged) {
                        done = done.compose(last -> messages(conversation));
                    }
                    return done;
                })
                .compose(done -> database.write(statements -> rest(statements, id)));
    }

    private Future<Void> messages(long conversation) {
        return database.write(statements -> statements
                        .number("SELECT COALESCE(MIN(seq), 0) FROM message WHERE conversation_id = ?", conversation)
                        .compose(first -> {
                            Future<Integer> done = Future.succeededFuture(0);
                            for (String table : BELONGINGS) {
                                done = done.compose(last -> statements.update(
                                        "DELETE FROM " + table + " WHERE conversation_id = ? AND seq < ?",
                                        conversation,
                                        first + STEP));
                            }
                            return first == 0
                                    ? statements
                                            .update("DELETE FROM entry WHERE conversation_id = ?", conversation)
                                            .compose(gone -> statements.update(
                                                    "DELETE FROM import_member WHERE conversation_id = ?",
                                                    conversation))
                                            .map(false)
                                    : done.map(true);
                        }))
                .compose(more -> more ? messages(conversation) : Future.succeededFuture());
    }

    /** Accounts of whom nothing was committed go, too. */
    private static Future<Void> rest(Statements statements, byte[] id) {
        return statements
                .update("DELETE FROM import_conversation WHERE import_id = ? AND committed = 0", id)
                .compose(done -> statements.update(
                        "DELETE FROM account WHERE id IN (SELECT account_id FROM import_account WHERE import_id = ?)"
                                + " AND NOT EXISTS (SELECT 1 FROM import_run WHERE id = ? AND committed > 0)",
                        id,
                        id))
                .compose(done -> statements.update(
                        "DELETE FROM import_account WHERE import_id = ?"
                                + " AND NOT EXISTS (SELECT 1 FROM import_run WHERE id = ? AND committed > 0)",
                        id,
                        id))
                .compose(done -> statements.update(
                        "UPDATE import_run SET ended = 1, touched_at = 0 WHERE id = ? AND committed > 0", id))
                .compose(done -> statements.update("DELETE FROM import_run WHERE id = ? AND committed = 0", id))
                .mapEmpty();
    }
}
