package dev.crosstalk.persistence;

import dev.crosstalk.application.KeyStore;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ApplicationToken;
import dev.crosstalk.bus.FailureCode;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;

/** Keys of applications in SQL. */
final class SqlKeyStore implements KeyStore {
    private static final String COLUMNS = "k.name, k.algorithm, k.material, k.issuer, k.created_at";
    private static final List<String> CHANGED = List.of("algorithm", "material", "issuer", "created_at");

    private final Database database;

    SqlKeyStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<Optional<Keyring>> keyring(ApplicationToken token) {
        return database.reading()
                .list(
                        "SELECT a.id, " + COLUMNS + " FROM application a"
                                + " LEFT JOIN application_key k ON k.application_id = a.id WHERE a.token = ? ORDER BY k.name",
                        List.of(Binary.of(token.value())),
                        row -> row)
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(first -> new Keyring(
                                new ApplicationId(first.getLong("id")),
                                rows.stream()
                                        .filter(row -> row.getString("name") != null)
                                        .map(SqlKeyStore::key)
                                        .toList())));
    }

    private static StoredKey key(Row row) {
        return new StoredKey(
                row.getString("name"),
                row.getString("algorithm"),
                row.getString("material"),
                row.getString("issuer"),
                row.getLong("created_at"));
    }

    @Override
    public Future<List<StoredKey>> list(ApplicationId application) {
        return list(database.reading(), application);
    }

    private static Future<List<StoredKey>> list(Statements statements, ApplicationId application) {
        return statements.list(
                "SELECT " + COLUMNS + " FROM application_key k WHERE k.application_id = ? ORDER BY k.name",
                List.of(application.value()),
                SqlKeyStore::key);
    }

    @Override
    public Future<StoredKey> put(ApplicationId application, StoredKey key, int most) {
        return database.write(statements -> statements
                .first(
                        "SELECT id FROM application WHERE id = ? ${lock}",
                        List.of(application.value()),
                        row -> row.getLong("id"))
                .map(found -> found.orElseThrow(FailureCode.NOT_FOUND::failure))
                .compose(locked -> list(statements, application))
                .compose(keys -> {
                    boolean known = keys.stream().anyMatch(one -> one.name().equals(key.name()));
                    if (!known && keys.size() >= most) {
                        throw FailureCode.LIMIT_REACHED.because("An application has at most " + most + " keys.");
                    }
                    return write(statements, application, key);
                })
                .map(key));
    }

    private static Future<Integer> write(Statements statements, ApplicationId application, StoredKey key) {
        return statements.update(
                "INSERT INTO application_key (application_id, name, algorithm, material, issuer, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?) "
                        + statements.dialect().orUpdate("application_id, name", CHANGED),
                application.value(),
                key.name(),
                key.algorithm(),
                key.material(),
                key.issuer(),
                key.createdAt());
    }

    @Override
    public Future<Boolean> remove(ApplicationId application, String name) {
        return database.write(statements -> statements.update(
                        "DELETE FROM application_key WHERE application_id = ? AND name = ?", application.value(), name))
                .map(count -> count > 0);
    }
}
