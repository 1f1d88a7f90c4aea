package dev.crosstalk.persistence;

import dev.crosstalk.account.Name;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.Setting;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The rows of accounts that an import brings: nameless ones, who each has been, and what each has set. */
final class ImportedAccountRows {
    private static final int ACCOUNT = 10;
    private static final int ORIGINAL = 5;
    private static final int SETTING = 5;

    private final UUID importId;
    private final ApplicationId application;
    private final long now;
    private final List<Object> accounts = new ArrayList<>();
    private final List<Object> originals = new ArrayList<>();
    private final List<Object> settings = new ArrayList<>();

    /** @param now as when those came of whom the archive does not say it */
    ImportedAccountRows(UUID importId, ApplicationId application, long now) {
        this.importId = importId;
        this.application = application;
        this.now = now;
    }

    void add(long id, ArchiveLine.Account account) {
        long createdAt = account.createdAt() == null ? now : account.createdAt();
        boolean gone = account.name() == null;
        Map<Setting, Object> set = account.settings() == null ? Map.of() : account.settings();
        accounts.addAll(List.of(
                id,
                application.value(),
                gone ? "" : Name.of(account.name()).text(),
                gone ? SqlDepartureStore.DELETED : ImportedAccounts.KIND,
                createdAt,
                createdAt,
                (long) set.size(),
                Boolean.FALSE.equals(set.get(Setting.RECEIPTS)) ? 0 : 1,
                account.receiptsAt() == null ? 0L : account.receiptsAt(),
                set.getOrDefault(Setting.PRESENCE, Setting.PRESENCE.standard())));
        originals.addAll(List.of(
                Binary.of(importId),
                account.id(),
                application.value(),
                id,
                Boolean.TRUE.equals(account.free()) ? 1 : 0));
        // Each has a revision of its own: pages of a person's line are cut between them.
        long rev = 0;
        for (Map.Entry<Setting, Object> setting : set.entrySet()) {
            settings.addAll(List.of(
                    application.value(),
                    id,
                    setting.getKey().text(),
                    setting.getValue().toString(),
                    ++rev));
        }
    }

    Future<Void> insert(Statements statements) {
        return insert(
                        statements,
                        "account (id, application_id, name, kind, created_at, seen_at, user_rev, receipts, receipts_at,"
                                + " presence)",
                        ACCOUNT,
                        accounts)
                .compose(done -> insert(
                        statements,
                        "import_account (import_id, original, application_id, account_id, name_free)",
                        ORIGINAL,
                        originals))
                .compose(done -> insert(
                        statements, "setting (application_id, account_id, name, value, user_rev)", SETTING, settings));
    }

    private static Future<Void> insert(Statements statements, String into, int width, List<Object> values) {
        return values.isEmpty()
                ? Future.succeededFuture()
                : statements
                        .run("INSERT INTO " + into + " VALUES " + Marks.tuples(values.size() / width, width), values)
                        .mapEmpty();
    }
}
