package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Writes what would take long to be done by commands: many groups, people and saved messages, as rows. */
final class ManyRows implements AutoCloseable {
    private static final AtomicLong IDS = new AtomicLong(100_000_000_000_000_000L);
    private static final int MOST = 1_000;

    private final Database database;

    ManyRows(Database database) {
        this.database = database;
    }

    private void insert(String into, List<List<Object>> rows) {
        TestNode.await(database.write(statements -> {
            Future<?> chain = Future.succeededFuture();
            for (int from = 0; from < rows.size(); from += MOST) {
                List<List<Object>> part = rows.subList(from, Math.min(rows.size(), from + MOST));
                chain = chain.compose(done -> statements.run(
                        "INSERT INTO " + into + " VALUES "
                                + Marks.tuples(part.size(), part.get(0).size()),
                        part.stream().flatMap(List::stream).toList()));
            }
            return chain;
        }));
    }

    private void update(String sql, Object... values) {
        TestNode.await(database.write(statements -> statements.update(sql, values)));
    }

    /** Groups without messages that all these people are members of, in order of id. */
    List<ConversationId> groups(int count, List<AccountId> members) {
        List<List<Object>> groups = new ArrayList<>();
        List<List<Object>> places = new ArrayList<>();
        List<ConversationId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long id = IDS.incrementAndGet();
            ids.add(new ConversationId(id));
            groups.add(List.of(
                    id, 1L, id, "group", "Project number " + i, 1L, 1L, 0L, 0L, 1L, 0L, 1L, members.size(), 1L, 1L));
            members.forEach(member -> places.add(List.of(1L, id, member.value(), "member", 1, 0L, 1L, 0L)));
        }
        insert(
                "conversation (id, application_id, number, kind, title, created_by, rev, first_rev, last_seq, first_seq,"
                        + " last_id, last_time, member_count, created_at, changed_at)",
                groups);
        insert("member (application_id, conversation_id, account_id, role, active, joined_seq, rev, user_rev)", places);
        return ids;
    }

    /** People who do nothing, and somebody who does. */
    List<AccountId> crowd(int count, AccountId one) {
        List<List<Object>> accounts = new ArrayList<>();
        List<AccountId> all = new ArrayList<>(List.of(one));
        for (int i = 0; i < count; i++) {
            long id = IDS.incrementAndGet();
            all.add(new AccountId(id));
            accounts.add(List.of(id, 1L, "one of a crowd", "guest", 1L, 1L, 0L));
        }
        insert("account (id, application_id, name, kind, created_at, seen_at, user_rev)", accounts);
        return all;
    }

    /** Messages that somebody keeps at hand, with the revisions that follow the present one. */
    void saved(Caller who, int count) {
        long rev = TestNode.await(database.reading()
                .number(
                        "SELECT user_rev FROM account WHERE id = ?",
                        who.account().value()));
        List<List<Object>> saved = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            saved.add(List.of(1L, who.account().value(), 7L, (long) i, 1, 1L, rev + i));
        }
        insert("saved (application_id, account_id, conversation_id, seq, active, saved_at, user_rev)", saved);
        moveLine(who, rev + count);
    }

    /** As if many rows had changed again and again. */
    void moveLine(Caller who, long userRev) {
        update(
                "UPDATE account SET user_rev = ? WHERE id = ?",
                userRev,
                who.account().value());
    }

    /** As if what was no more had been forgotten up to there. */
    void forgetLine(Caller who, long userRev) {
        update(
                "UPDATE account SET first_user_rev = ? WHERE id = ?",
                userRev,
                who.account().value());
    }

    @Override
    public void close() {
        TestNode.await(database.close());
    }
}
