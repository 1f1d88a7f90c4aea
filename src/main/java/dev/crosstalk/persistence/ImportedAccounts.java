package dev.crosstalk.persistence;

import dev.crosstalk.account.Name;
import dev.crosstalk.archive.ArchiveCheck;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.ArchiveCommand.Commit;
import dev.crosstalk.bus.ArchiveCommand.Named;
import dev.crosstalk.bus.ArchiveCommand.Stage;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The people of an archive: accounts that nobody owns. Whether somebody here is the one of that name there cannot be known, so nobody
 * gets words that another one said. A staged account holds no name, so that nobody finds it; it takes one when something is committed.
 */
final class ImportedAccounts {
    static final String KIND = "imported";
    /** So many get a name in one transaction. */
    static final int NAMES = 200;
    /** So many are asked for in one statement. */
    private static final int ASKED = 1_000;

    private static final String NAMELESS = "a.name_key IS NULL AND a.named_at = 0 AND a.kind = '" + KIND + "'";

    private final Database database;
    private final IdMaker ids;

    ImportedAccounts(Database database, IdMaker ids) {
        this.database = database;
        this.ids = ids;
    }

    Future<Void> stage(Statements statements, Stage command) {
        Map<String, ArchiveLine.Account> wanted = new LinkedHashMap<>();
        for (ArchiveLine line : command.lines()) {
            if (line instanceof ArchiveLine.Account account) {
                wanted.putIfAbsent(account.id(), account);
            }
        }
        return known(statements, command, wanted.keySet()).compose(known -> {
            wanted.keySet().removeAll(known.keySet());
            return wanted.isEmpty()
                    ? Future.succeededFuture()
                    : insert(statements, command, List.copyOf(wanted.values()));
        });
    }

    private Future<Void> insert(Statements statements, Stage command, List<ArchiveLine.Account> wanted) {
        return statements.now().compose(now -> {
            ImportedAccountRows rows = new ImportedAccountRows(command.id(), command.application(), now);
            wanted.forEach(account -> rows.add(ids.next(), account));
            return rows.insert(statements);
        });
    }

    /** The accounts that lines name. @return fails with {@link FailureCode#BAD_ARCHIVE} if one was not there before its line */
    Future<Map<String, AccountId>> of(Statements statements, Stage command) {
        Set<String> wanted = new HashSet<>();
        command.lines().forEach(line -> wanted.addAll(line.accounts()));
        return known(statements, command, wanted).map(known -> {
            for (int i = 0; i < command.lines().size(); i++) {
                for (String original : command.lines().get(i).accounts()) {
                    if (!known.containsKey(original)) {
                        throw ArchiveCheck.at(command.line() + i, "there is no account " + original + " before it");
                    }
                }
            }
            return known;
        });
    }

    private static Future<Map<String, AccountId>> known(Statements statements, Stage command, Set<String> originals) {
        Map<String, AccountId> known = new HashMap<>();
        List<String> all = List.copyOf(originals);
        Future<Void> done = Future.succeededFuture();
        for (int from = 0; from < all.size(); from += ASKED) {
            List<String> asked = Marks.padded(all.subList(from, Math.min(from + ASKED, all.size())));
            List<Object> values = new ArrayList<>(List.of(Binary.of(command.id())));
            values.addAll(asked);
            done = done.compose(last -> statements.run(
                            "SELECT original, account_id FROM import_account WHERE import_id = ? AND original IN ("
                                    + Marks.list(asked.size()) + ")",
                            values))
                    .map(rows -> {
                        rows.forEach(
                                row -> known.put(row.getString("original"), new AccountId(row.getLong("account_id"))));
                        return null;
                    });
        }
        return done.map(known);
    }

    /** An account that nobody can find yet. @param free whether it is to hold no name */
    private record Nameless(String original, AccountId id, String name, boolean free) {}

    /** Gives names to some who have none; whose name is taken gets a number behind it. */
    Future<List<Named>> reveal(Commit command) {
        return database.write(statements -> SqlImportStore.touch(
                        statements, command.id(), command.attempt(), command.application())
                .compose(living -> statements.list(
                        "SELECT i.original, a.id, a.name, i.name_free FROM import_account i"
                                + " JOIN account a ON a.id = i.account_id WHERE i.import_id = ? AND " + NAMELESS
                                + " ORDER BY a.id LIMIT ?",
                        List.of(Binary.of(command.id()), NAMES),
                        ImportedAccounts::nameless))
                .compose(found -> {
                    List<Named> some = new ArrayList<>();
                    Future<Void> done = Future.succeededFuture();
                    for (Nameless one : found) {
                        done = done.compose(last -> reveal(statements, command, one))
                                .map(view -> {
                                    some.add(new Named(one.original(), view));
                                    return null;
                                });
                    }
                    return done.map(some);
                }));
    }

    private static Nameless nameless(Row row) {
        return new Nameless(
                row.getString("original"),
                new AccountId(row.getLong("id")),
                row.getString("name"),
                row.getInteger("name_free") == 1);
    }

    private static Future<AccountView> reveal(Statements statements, Commit command, Nameless account) {
        return account.free()
                ? statements
                        .update(
                                "UPDATE account SET named_at = ${now} WHERE id = ?",
                                account.id().value())
                        .map(new AccountView(account.id(), account.name()))
                : name(statements, command, account, 1);
    }

    /** Those who have been shown, in order of their ids in the archive. */
    Future<List<Named>> list(UUID id, String after, int limit) {
        return database.reading()
                .list(
                        "SELECT i.original, a.id, a.name FROM import_account i JOIN account a ON a.id = i.account_id"
                                + " JOIN import_run r ON r.id = i.import_id WHERE i.import_id = ? AND i.original > ?"
                                + " AND r.committed > 0 AND NOT (" + NAMELESS + ") ORDER BY i.original LIMIT ?",
                        List.of(Binary.of(id), after, limit),
                        row -> new Named(row.getString("original"), Rows.account(row, "id")));
    }

    private static Future<AccountView> name(Statements statements, Commit command, Nameless account, int number) {
        Name name = number == 1 ? Name.of(account.name()) : numbered(account.name(), number);
        // Asked before, as a duplicate key would end the transaction of some engines.
        return statements
                .number(
                        "SELECT COUNT(*) FROM account WHERE application_id = ? AND name_key = ?",
                        command.application().value(),
                        name.key())
                .compose(taken -> taken > 0
                        ? name(statements, command, account, number + 1)
                        : statements
                                .update(
                                        "UPDATE account SET name = ?, name_key = ?, named_at = ${now} WHERE id = ?",
                                        name.text(),
                                        name.key(),
                                        account.id().value())
                                .map(new AccountView(account.id(), name.text())));
    }

    /** The name with a number behind it, cut to make room. */
    private static Name numbered(String name, int number) {
        String suffix = "_" + number;
        for (int length = name.codePointCount(0, name.length()); length > 0; length--) {
            try {
                return Name.of(name.substring(0, name.offsetByCodePoints(0, length)) + suffix);
            } catch (Failure tooLong) {
                continue;
            }
        }
        throw FailureCode.NAME_INVALID.failure();
    }
}
