package dev.crosstalk.persistence;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Setting;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * The accounts of an archive. Those that are sure to be named come first, page by page; whoever else a page names comes in front of it,
 * perhaps more than once: nobody remembers who has come, so that an archive may be of any number of people.
 */
final class ArchivedPeople {
    /** Accounts in one page, and in one question. */
    static final int MOST = 500;

    /** Longer than a transaction may take: what began before that is there, or will never be. */
    private static final long SETTLED_MS = TimeUnit.MINUTES.toMillis(1);

    private static final String COLUMNS = "SELECT a.id, a.name, a.name_key, a.created_at, a.receipts_at FROM ";

    private final Database database;

    ArchivedPeople(Database database) {
        this.database = database;
    }

    /**
     * Whom a page need not introduce.
     *
     * @param unlisted SQL that is true of an account {@code a} that may not have come
     * @param settings whether accounts come with what they have set
     */
    record Listed(String unlisted, List<Object> values, boolean settings) {

        /** Who was a member when the archive was begun, and still is what it was then. */
        static Listed members(ConversationId conversation, boolean active, long rev) {
            return new Listed(
                    "NOT EXISTS (SELECT 1 FROM member m WHERE m.conversation_id = ? AND m.account_id = a.id AND m.rev <= ?"
                            + (active ? " AND m.active = 1" : "") + ")",
                    List.of(conversation.value(), rev),
                    false);
        }

        /** Who was there when the archive of everything was begun; who is imported is there when it gets its name. */
        static Listed everyone(long begunAt) {
            long settled = begunAt - SETTLED_MS;
            return new Listed(
                    "(a.id >= ? OR (a.kind = '" + ImportedAccounts.KIND + "' AND a.named_at >= ?))",
                    List.of(IdMaker.lowest(settled), settled),
                    true);
        }
    }

    Future<List<ArchiveLine>> members(ConversationId conversation, boolean active, long after) {
        return database.reading()
                .list(
                        COLUMNS + "member m JOIN account a ON a.id = m.account_id"
                                + " WHERE m.conversation_id = ? AND m.account_id > ?"
                                + (active ? " AND m.active = 1" : "") + " ORDER BY m.account_id LIMIT ?",
                        List.of(conversation.value(), after, MOST),
                        ArchivedPeople::line);
    }

    /** All of an application with what they have set, without those that an import has brought and not shown yet. */
    Future<List<ArchiveLine>> all(ApplicationId application, long after) {
        return database.reading()
                .list(
                        COLUMNS + "account a WHERE a.application_id = ? AND a.id > ? AND (a.kind <> '"
                                + ImportedAccounts.KIND
                                + "' OR a.name_key IS NOT NULL OR a.named_at > 0) ORDER BY a.id LIMIT ?",
                        List.of(application.value(), after, MOST),
                        row -> row)
                .compose(this::withSettings);
    }

    private Future<List<ArchiveLine>> withSettings(List<Row> rows) {
        if (rows.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        List<Long> asked =
                Marks.padded(rows.stream().map(row -> row.getLong("id")).toList());
        return database.reading()
                .run(
                        "SELECT account_id, name, value FROM setting WHERE account_id IN (" + Marks.list(asked.size())
                                + ")",
                        asked)
                .map(found -> {
                    Map<Long, Map<Setting, Object>> settings = new HashMap<>();
                    found.forEach(row -> Setting.find(row.getString("name"))
                            .ifPresent(setting -> settings.computeIfAbsent(
                                            row.getLong("account_id"), unseen -> new EnumMap<>(Setting.class))
                                    .put(setting, setting.value(row.getString("value")))));
                    return rows.stream()
                            .<ArchiveLine>map(row -> line(row).with(settings.get(row.getLong("id")), since(row)))
                            .toList();
                });
    }

    private static Long since(Row row) {
        long at = row.getLong("receipts_at");
        return at == 0 ? null : at;
    }

    private static ArchiveLine.Account line(Row row) {
        return ArchiveLine.Account.of(
                row.getLong("id"), row.getString("name"), row.getLong("created_at"), row.getString("name_key") == null);
    }

    /** The last of a page of accounts; -1 if there are no more. */
    static long last(List<ArchiveLine> page) {
        return page.size() < MOST ? -1 : Long.parseLong(((ArchiveLine.Account) page.get(MOST - 1)).id());
    }

    /** The lines, behind the accounts that they name and that may not have come. */
    Future<List<ArchiveLine>> introduced(List<ArchiveLine> lines, Listed listed) {
        Set<Long> named = new TreeSet<>();
        lines.forEach(line -> line.accounts().forEach(id -> named.add(Long.valueOf(id))));
        List<ArchiveLine> all = new ArrayList<>();
        List<Long> asked = List.copyOf(named);
        Future<Void> done = Future.succeededFuture();
        for (int from = 0; from < asked.size(); from += MOST) {
            List<Long> some = asked.subList(from, Math.min(from + MOST, asked.size()));
            done = done.compose(last -> unlisted(some, listed)).map(found -> {
                all.addAll(found);
                return null;
            });
        }
        return done.map(last -> {
            all.addAll(lines);
            return all;
        });
    }

    private Future<List<ArchiveLine>> unlisted(List<Long> accounts, Listed listed) {
        List<Long> asked = Marks.padded(accounts);
        List<Object> values = new ArrayList<>(asked);
        values.addAll(listed.values());
        return database.reading()
                .list(
                        COLUMNS + "account a WHERE a.id IN (" + Marks.list(asked.size()) + ") AND " + listed.unlisted()
                                + " ORDER BY a.id",
                        values,
                        row -> row)
                .compose(rows -> listed.settings()
                        ? withSettings(rows)
                        : Future.succeededFuture(rows.stream()
                                .<ArchiveLine>map(ArchivedPeople::line)
                                .toList()));
    }
}
