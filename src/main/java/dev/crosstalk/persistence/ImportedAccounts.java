package dev.crosstalk.persistence;

import dev.crosstalk.account.Name;
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

/**
 * The people of an archive: accounts that nobody owns. Whether somebody here is the one of that name there cannot be known, so nobody
 * gets words that another one said. A staged account holds no name, so that nobody finds it; it takes one when something is committed.
 */
final class ImportedAccounts {
    static final String KIND = "imported";
    /** So many get a name in one transaction. */
    static final int NAMES = 200;

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
                wanted.put(account.id(), account);
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
            List<Object> accounts = new ArrayList<>();
            List<Object> originals = new ArrayList<>();
            for (ArchiveLine.Account account : wanted) {
                long id = ids.next();
                long createdAt = account.createdAt() == null ? now : account.createdAt();
                boolean gone = account.name() == null;
                accounts.addAll(List.of(
                        id,
                        command.application().value(),
                        gone ? "" : Name.of(account.name()).text(),
                        gone ? SqlDepartureStore.DELETED : KIND,
                        createdAt,
                        createdAt,
                        0L));
                originals.addAll(List.of(
                        Binary.of(command.id()),
                        account.id(),
                        command.application().value(),
                        id));
            }
            return statements
                    .run(
                            "INSERT INTO account (id, application_id, name, kind, created_at, seen_at, user_rev) VALUES "
                                    + Marks.tuples(wanted.size(), 7),
                            accounts)
                    .compose(done -> statements.run(
                            "INSERT INTO import_account (import_id, original, application_id, account_id) VALUES "
                                    + Marks.tuples(wanted.size(), 4),
                            originals))
                    .mapEmpty();
        });
    }

    /** The accounts that lines of a conversation speak of. */
    Future<Map<String, AccountId>> of(Statements statements, Stage command) {
        Set<String> wanted = new HashSet<>();
        command.lines().forEach(line -> mention(line, wanted));
        wanted.remove(null);
        return known(statements, command, wanted).map(known -> {
            for (String original : wanted) {
                if (!known.containsKey(original)) {
                    throw FailureCode.BAD_ARCHIVE.because("There is no account " + original + " in the archive.");
                }
            }
            return known;
        });
    }

    private static void mention(ArchiveLine line, Set<String> wanted) {
        if (line instanceof ArchiveLine.Member member) {
            wanted.add(member.account());
        } else if (line instanceof ArchiveLine.Message message) {
            wanted.add(message.sender());
            wanted.add(message.deletedBy());
            if (message.mentions() != null) {
                wanted.addAll(message.mentions());
            }
        } else if (line instanceof ArchiveLine.Reaction reaction) {
            wanted.add(reaction.account());
        } else if (line instanceof ArchiveLine.Pin pin) {
            wanted.add(pin.account());
        } else if (line instanceof ArchiveLine.Entry entry) {
            wanted.add(entry.actor());
            wanted.add(entry.subject());
        } else if (line instanceof ArchiveLine.Conversation conversation) {
            wanted.add(conversation.createdBy());
        }
    }

    private static Future<Map<String, AccountId>> known(Statements statements, Stage command, Set<String> originals) {
        Map<String, AccountId> known = new HashMap<>();
        if (originals.isEmpty()) {
            return Future.succeededFuture(known);
        }
        List<String> asked = Marks.padded(originals);
        List<Object> values = new ArrayList<>(List.of(Binary.of(command.id())));
        values.addAll(asked);
        return statements
                .run(
                        "SELECT original, account_id FROM import_account WHERE import_id = ? AND original IN ("
                                + Marks.list(asked.size()) + ")",
                        values)
                .map(rows -> {
                    rows.forEach(row -> known.put(row.getString("original"), new AccountId(row.getLong("account_id"))));
                    return known;
                });
    }

    /** An account without a name of its own yet. */
    private record Nameless(String original, AccountId id, String name) {}

    /** Gives names to some who have none; whose name is taken gets a number behind it. */
    Future<List<Named>> reveal(Commit command) {
        return database.write(statements -> statements
                .list(
                        "SELECT i.original, a.id, a.name FROM import_account i JOIN account a ON a.id = i.account_id"
                                + " WHERE i.import_id = ? AND a.name_key IS NULL AND a.kind = ? ORDER BY a.id LIMIT ?",
                        List.of(Binary.of(command.id()), KIND, NAMES),
                        ImportedAccounts::nameless)
                .compose(found -> {
                    List<Named> some = new ArrayList<>();
                    Future<Void> done = Future.succeededFuture();
                    for (Nameless one : found) {
                        done = done.compose(last -> name(statements, command, one, 1)
                                .map(view -> {
                                    some.add(new Named(one.original(), view));
                                    return null;
                                }));
                    }
                    return done.map(some);
                }));
    }

    private static Nameless nameless(Row row) {
        return new Nameless(row.getString("original"), new AccountId(row.getLong("id")), row.getString("name"));
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
