package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.UserEvent;
import dev.crosstalk.sync.UserLineStore;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

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
    private final Map<String, UserRows> byName;
    private final String sql;

    SqlUserLineStore(Database database) {
        this(database, KINDS);
    }

    SqlUserLineStore(Database database, List<UserRows> kinds) {
        this.database = database;
        this.byName = kinds.stream().collect(Collectors.toUnmodifiableMap(UserRows::name, Function.identity()));
        this.sql = kinds.stream()
                .map(kind -> "SELECT * FROM (" + kind.select() + " WHERE x.account_id = ? AND x.user_rev > ?"
                        + " AND x.user_rev <= ? ORDER BY x.user_rev LIMIT ?) " + kind.name())
                .collect(Collectors.joining(" UNION ALL ", "", " ORDER BY user_rev LIMIT ?"));
    }

    @Override
    public Future<Optional<Standing>> standing(AccountId account) {
        return database.reading()
                .first(
                        "SELECT user_rev, first_user_rev FROM account WHERE id = ?",
                        List.of(account.value()),
                        row -> new Standing(row.getLong("user_rev"), row.getLong("first_user_rev")));
    }

    @Override
    public Future<List<UserEvent>> changes(AccountId account, long since, long upTo, int limit) {
        if (byName.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        List<Object> values = new ArrayList<>();
        Collections.nCopies(byName.size(), List.<Object>of(account.value(), since, upTo, limit))
                .forEach(values::addAll);
        values.add(limit);
        return database.reading()
                .list(sql, values, row -> byName.get(row.getString("kind")).event(row));
    }
}
