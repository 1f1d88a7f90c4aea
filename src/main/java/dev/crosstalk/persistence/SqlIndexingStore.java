package dev.crosstalk.persistence;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Done;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.IndexingCommand.Attach;
import dev.crosstalk.bus.IndexingCommand.Attached;
import dev.crosstalk.bus.IndexingCommand.Claim;
import dev.crosstalk.bus.IndexingCommand.Claimed;
import dev.crosstalk.bus.IndexingCommand.Complete;
import dev.crosstalk.bus.IndexingCommand.Counted;
import dev.crosstalk.bus.IndexingCommand.Finish;
import dev.crosstalk.bus.IndexingCommand.GetScope;
import dev.crosstalk.bus.IndexingCommand.Read;
import dev.crosstalk.bus.IndexingCommand.Scan;
import dev.crosstalk.bus.IndexingCommand.Scanned;
import dev.crosstalk.bus.IndexingCommand.Scope;
import dev.crosstalk.bus.IndexingCommand.Show;
import dev.crosstalk.bus.IndexingCommand.Shown;
import dev.crosstalk.bus.IndexingCommand.Sources;
import dev.crosstalk.bus.IndexingCommand.Work;
import dev.crosstalk.indexing.IndexingStore;
import dev.crosstalk.outbox.OutboxStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an index is made from, in SQL. */
final class SqlIndexingStore implements IndexingStore {
    private static final String HELD = "SELECT holder, name FROM search_index WHERE kind = ?";

    private final Database database;

    SqlIndexingStore(Database database) {
        this.database = database;
    }

    private record Held(String holder, String index) {}

    private static Future<Optional<Held>> held(Statements statements, String kind, String lock) {
        return statements.first(
                HELD + lock, List.of(kind), row -> new Held(row.getString("holder"), row.getString("name")));
    }

    /** @return fails unless the holder attached last; nobody else attaches while the transaction lasts */
    private static Future<Void> require(Statements statements, String kind, String holder) {
        return held(statements, kind, " ${lock}").compose(held -> required(held, holder));
    }

    private static Future<Void> required(Optional<Held> held, String holder) {
        return held.filter(found -> found.holder().equals(holder)).isPresent()
                ? Future.succeededFuture()
                : Future.failedFuture(FailureCode.FORBIDDEN.because("Another node works for this index now."));
    }

    /** The row comes first: whoever claims waits for it, or is seen by the update of the leases. */
    @Override
    public Future<Attached> attach(Attach command) {
        return database.write(statements -> statements
                .run(
                        "INSERT INTO search_index (kind, holder, name, changed_at) VALUES (?, ?, NULL, ${now}) "
                                + statements.dialect().orUpdate("kind", List.of("holder", "changed_at")),
                        List.of(command.kind(), command.holder()))
                .compose(done -> statements.update(
                        "UPDATE outbox SET lease_until = 0 WHERE kind = ? AND lease_until > 0", command.kind()))
                .compose(done -> held(statements, command.kind(), ""))
                .map(held -> new Attached(held.map(Held::index).orElse(null))));
    }

    @Override
    public Future<Done> complete(Complete command) {
        return database.write(statements -> require(statements, command.kind(), command.holder())
                .compose(held -> statements.update(
                        "UPDATE search_index SET name = ?, changed_at = ${now} WHERE kind = ?",
                        command.index(),
                        command.kind()))
                .map(new Done()));
    }

    @Override
    public Future<Void> keepOnly(List<String> kinds) {
        return database.reading()
                .list("SELECT kind FROM search_index WHERE name IS NOT NULL", List.of(), row -> row.getString("kind"))
                .compose(complete -> complete.stream()
                        .filter(kind -> !kinds.contains(kind))
                        .map(this::forget)
                        .reduce(Future.succeededFuture(), (one, other) -> one.compose(done -> other)));
    }

    private Future<Void> forget(String kind) {
        return database.write(
                        statements -> statements.update("UPDATE search_index SET name = NULL WHERE kind = ?", kind))
                .mapEmpty();
    }

    /** Where nothing waits nothing is written: on SQLite the asking would hold up whoever posts. */
    @Override
    public Future<Claimed> claim(Claim command) {
        Statements reading = database.reading();
        return held(reading, command.kind(), "")
                .compose(held -> required(held, command.holder()))
                .compose(held -> waits(reading, command.kind()))
                .compose(waits -> waits ? take(command) : Future.succeededFuture(new Claimed(List.of())));
    }

    private static Future<Boolean> waits(Statements reading, String kind) {
        return reading.first(
                        "SELECT id FROM outbox WHERE kind = ? AND lease_until < ${now} LIMIT 1",
                        List.of(kind),
                        row -> row.getLong("id"))
                .map(Optional::isPresent);
    }

    private Future<Claimed> take(Claim command) {
        return database.write(statements -> require(statements, command.kind(), command.holder())
                        .compose(held -> SqlOutboxStore.claim(
                                statements, command.kind(), command.claim(), command.limit(), command.leaseMs())))
                .map(rows ->
                        new Claimed(rows.stream().map(SqlIndexingStore::work).toList()));
    }

    private static Work work(OutboxStore.Row row) {
        return new Work(
                row.id(),
                row.conversation(),
                row.seq(),
                row.rev(),
                row.about().name().toLowerCase(Locale.ROOT));
    }

    @Override
    public Future<Done> finish(Finish command) {
        return command.ids().isEmpty()
                ? Future.succeededFuture(new Done())
                : database.write(statements -> require(statements, command.kind(), command.holder())
                                .compose(held -> SqlOutboxStore.done(statements, command.claim(), command.ids())))
                        .map(new Done());
    }

    @Override
    public Future<Sources> read(Read command) {
        return new SourceRows(database.reading()).read(command.places());
    }

    @Override
    public Future<Scanned> scan(Scan command) {
        return new SourceRows(database.reading()).scan(command);
    }

    @Override
    public Future<Counted> count() {
        return database.reading()
                .first(
                        "SELECT COALESCE(SUM(last_seq - first_seq + 1), 0) AS messages FROM conversation"
                                + " WHERE last_seq >= first_seq",
                        List.of(),
                        row -> row.getLong("messages"))
                .map(sum -> new Counted(sum.orElse(0L)));
    }

    @Override
    public Future<Scope> scope(Caller caller, GetScope command) {
        return new ScopeRows(database.reading(), caller).scope(command);
    }

    @Override
    public Future<Shown> show(Caller caller, Show command) {
        return new ShownRows(database.reading(), caller).show(command.places());
    }
}
