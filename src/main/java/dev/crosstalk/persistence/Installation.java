package dev.crosstalk.persistence;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.config.StartupFailure;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.List;

/** What is true of the whole installation: its own application, and in how many shards conversations are spread. */
final class Installation {
    private static final String SHARDS = "shards";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Installation() {}

    /** Writes what the first start must, and refuses a program with another number of shards. */
    static Future<Void> check(Statements statements, int shards) {
        byte[] token = new byte[16];
        RANDOM.nextBytes(token);
        return statements
                .update(
                        "${insert-new} INTO application (id, token, name, next_chat_number, created_at)"
                                + " VALUES (?, ?, 'Crosstalk', 1, ${now})",
                        new ApplicationId(1).value(),
                        token)
                .compose(done -> statements.update(
                        "${insert-new} INTO installation (name, value) VALUES (?, ?)", SHARDS, String.valueOf(shards)))
                .compose(done -> statements.first(
                        "SELECT value FROM installation WHERE name = ?", List.of(SHARDS), row -> row.getString(0)))
                .compose(stored -> stored.filter(String.valueOf(shards)::equals).isPresent()
                        ? Future.succeededFuture()
                        : Future.failedFuture(new StartupFailure(DatabaseUrl.KEY + ": this program knows " + shards
                                + " shards, but this installation was started with " + stored.orElse("none"))));
    }
}
