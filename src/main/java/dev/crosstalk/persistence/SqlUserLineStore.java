package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.sync.UserLineStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** The line of a person over all tables that have some of it: one statement, however many tables. */
final class SqlUserLineStore implements UserLineStore {
    /** Every kind of row that belongs to a person. A new table with {@code user_rev} is added here. */
    static final List<UserRows> KINDS = List.of(
            MemberRows.KIND,
            PersonalRows.DRAFTS,
            PersonalRows.SAVED,
            AccountRows.SETTINGS,
            AccountRows.CONTACTS,
            HiddenRows.KIND);

    private final Database database;
    private final UserLine line = new UserLine(KINDS);

    SqlUserLineStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<Optional<Standing>> standing(AccountId account, long since, int limit) {
        List<Object> values = line.reachValues(account, since, limit);
        values.add(account.value());
        return database.reading()
                .first(
                        "SELECT a.user_rev, a.first_user_rev, " + line.reach()
                                + " AS reach FROM account a WHERE a.id = ?",
                        values,
                        row -> new Standing(
                                row.getLong("user_rev"),
                                row.getLong("first_user_rev"),
                                UserLine.upTo(row.getLong("reach"), since, row.getLong("user_rev"))));
    }

    @Override
    public Future<Slice> changes(AccountId account, long since, long upTo) {
        return database.reading()
                .run(line.select(), line.values(account, since, upTo))
                .map(rows -> line.slice(rows, upTo));
    }

    @Override
    public Future<Integer> forget(int days, int most) {
        return ForgottenRows.remove(database, days, most);
    }
}
