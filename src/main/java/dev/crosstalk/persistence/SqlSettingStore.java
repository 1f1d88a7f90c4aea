package dev.crosstalk.persistence;

import dev.crosstalk.account.SettingStore;
import dev.crosstalk.bus.AccountCommand.Settings;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Setting;
import dev.crosstalk.bus.UserEvent.SettingChanged;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Settings in SQL: a row each, and in the account's own row those that other people's statements ask for. */
final class SqlSettingStore implements SettingStore {
    private final Database database;

    SqlSettingStore(Database database) {
        this.database = database;
    }

    /** What there is of an account's settings, under its lock or not. */
    private record Stored(boolean password, long userRev, Map<Setting, Object> values) {}

    @Override
    public Future<Settings> read(Caller caller) {
        return read(database.reading(), caller, "")
                .map(stored -> new Settings(stored.values(), stored.password(), stored.userRev()));
    }

    private static Future<Stored> read(Statements statements, Caller caller, String lock) {
        return statements
                .first(
                        "SELECT user_rev, password_hash FROM account WHERE id = ? AND application_id = ?"
                                + " AND kind IN ('guest', 'registered') " + lock,
                        List.of(caller.account().value(), caller.application().value()),
                        row -> row)
                .map(found -> found.orElseThrow(FailureCode.NOT_FOUND::failure))
                .compose(account -> statements
                        .run(
                                "SELECT name, value FROM setting WHERE account_id = ?",
                                List.of(caller.account().value()))
                        .map(rows -> new Stored(
                                account.getString("password_hash") != null,
                                account.getLong("user_rev"),
                                values(rows))));
    }

    private static Map<Setting, Object> values(RowSet<Row> rows) {
        Map<Setting, Object> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            values.put(setting, setting.standard());
        }
        for (Row row : rows) {
            Setting.find(row.getString("name"))
                    .ifPresent(setting -> values.put(setting, setting.value(row.getString("value"))));
        }
        return values;
    }

    @Override
    public Future<List<SettingChanged>> change(Caller caller, Map<Setting, Object> values) {
        return database.write(statements -> read(statements, caller, "${lock}").compose(stored -> {
            Future<List<SettingChanged>> chain = Future.succeededFuture(new ArrayList<>());
            for (Map.Entry<Setting, Object> value : values.entrySet()) {
                if (!stored.values().get(value.getKey()).equals(value.getValue())) {
                    chain = chain.compose(before -> change(statements, caller, value.getKey(), value.getValue())
                            .map(changed -> {
                                before.add(changed);
                                return before;
                            }));
                }
            }
            return chain;
        }));
    }

    /** Each takes a revision of its own: of two events with the same one, hubs would drop the second. */
    private static Future<SettingChanged> change(Statements statements, Caller caller, Setting setting, Object value) {
        return UserRevs.take(statements, caller.application(), List.of(caller.account()))
                .compose(revs -> {
                    long userRev = revs.get(caller.account().value());
                    return statements
                            .update(
                                    "INSERT INTO setting (application_id, account_id, name, value, user_rev)"
                                            + " VALUES (?, ?, ?, ?, ?) "
                                            + statements
                                                    .dialect()
                                                    .orUpdate("account_id, name", List.of("value", "user_rev")),
                                    caller.application().value(),
                                    caller.account().value(),
                                    setting.text(),
                                    value.toString(),
                                    userRev)
                            .compose(done -> mirror(statements, caller, setting, value))
                            .map(new SettingChanged(caller.account(), userRev, setting, value));
                });
    }

    private static Future<Integer> mirror(Statements statements, Caller caller, Setting setting, Object value) {
        return switch (setting) {
            case RECEIPTS ->
                statements.update(
                        "UPDATE account SET receipts = ?, receipts_at = ${now} + 1 WHERE id = ?",
                        Boolean.TRUE.equals(value) ? 1 : 0,
                        caller.account().value());
            case PRESENCE ->
                statements.update(
                        "UPDATE account SET presence = ? WHERE id = ?",
                        value,
                        caller.account().value());
            case LOCALE, THEME -> Future.succeededFuture(0);
        };
    }
}
