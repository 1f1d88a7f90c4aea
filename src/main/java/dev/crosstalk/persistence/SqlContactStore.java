package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ContactCommand.Contact;
import dev.crosstalk.bus.ContactState;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.UserEvent.ContactChanged;
import dev.crosstalk.contact.ContactStore;
import dev.crosstalk.contact.Relation;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Relations in SQL. Locked are the two accounts; and before them, where somebody may be blocked, the application, as by who opens
 * a conversation, and the two people's direct conversation.
 */
final class SqlContactStore implements ContactStore {
    private final Database database;

    SqlContactStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<Changed> change(Caller caller, AccountId other, boolean blocking, UnaryOperator<Relation> rule) {
        return database.write(statements -> {
            Future<?> direct = blocking
                    ? DirectConversations.lock(statements, caller.application(), caller.account(), other)
                    : Future.succeededFuture();
            return direct.compose(locked -> new Step(statements, caller, other).lock())
                    .compose(locked -> locked.apply(rule));
        });
    }

    /** One transaction about two people. */
    private static final class Step {
        private final Statements statements;
        private final Caller caller;
        private final AccountId me;
        private final AccountId other;
        private Relation before = new Relation(ContactState.NONE, ContactState.NONE);
        private AccountView myView;
        private AccountView otherView;
        private long mySince;
        private long now;

        Step(Statements statements, Caller caller, AccountId other) {
            this.statements = statements;
            this.caller = caller;
            this.me = caller.account();
            this.other = other;
        }

        Future<Step> lock() {
            return statements
                    .run(
                            "SELECT id, name, kind, ${now} AS now_ms FROM account WHERE id IN (?, ?) AND application_id = ?"
                                    + " ORDER BY id ${lock}",
                            List.of(
                                    me.value(),
                                    other.value(),
                                    caller.application().value()))
                    .compose(rows -> {
                        rows.forEach(this::person);
                        if (myView == null || otherView == null) {
                            throw FailureCode.NOT_FOUND.because("There is no such account.");
                        }
                        return statements.run(
                                "SELECT account_id, state, changed_at FROM contact"
                                        + " WHERE (account_id, other_id) IN (${pairs}(?, ?), (?, ?))",
                                List.of(me.value(), other.value(), other.value(), me.value()));
                    })
                    .map(rows -> {
                        rows.forEach(this::relation);
                        return this;
                    });
        }

        /** Only who leaves has still to do with somebody who was deleted, or with itself when it was. */
        private void person(Row row) {
            now = row.getLong("now_ms");
            if (caller.session() != null && row.getString("name").isEmpty()) {
                return;
            }
            AccountView view = new AccountView(new AccountId(row.getLong("id")), row.getString("name"));
            if (view.id().equals(me)) {
                myView = view;
            } else {
                otherView = view;
            }
        }

        private void relation(Row row) {
            ContactState state = ContactState.of(row.getString("state"));
            if (row.getLong("account_id") == me.value()) {
                mySince = row.getLong("changed_at");
                before = new Relation(state, before.theirs());
            } else {
                before = new Relation(before.mine(), state);
            }
        }

        Future<Changed> apply(UnaryOperator<Relation> rule) {
            Relation after = rule.apply(before);
            List<ContactChanged> events = new ArrayList<>();
            boolean mineChanges = after.mine() != before.mine();
            Contact mine = new Contact(otherView, after.mine(), mineChanges ? now : mySince);
            return store(mineChanges, me, otherView, after.mine(), events)
                    .compose(done -> store(after.theirs() != before.theirs(), other, myView, after.theirs(), events))
                    .compose(done -> after.isBlocked() == before.isBlocked()
                            ? Future.succeededFuture()
                            : DirectConversations.close(statements, caller.application(), me, other, after.isBlocked()))
                    .map(done -> new Changed(before, after, mine, events));
        }

        private Future<?> store(
                boolean changes,
                AccountId account,
                AccountView about,
                ContactState state,
                List<ContactChanged> events) {
            if (!changes) {
                return Future.succeededFuture();
            }
            return UserRevs.take(statements, caller.application(), List.of(account))
                    .compose(revs -> {
                        long userRev = revs.get(account.value());
                        events.add(new ContactChanged(account, userRev, about, state, now));
                        return statements.update(
                                "INSERT INTO contact (application_id, account_id, other_id, state, user_rev, changed_at)"
                                        + " VALUES (?, ?, ?, ?, ?, ?) "
                                        + statements
                                                .dialect()
                                                .orUpdate(
                                                        "account_id, other_id",
                                                        List.of("state", "user_rev", "changed_at")),
                                caller.application().value(),
                                account.value(),
                                about.id().value(),
                                state.text(),
                                userRev,
                                now);
                    });
        }
    }

    @Override
    public Future<List<Contact>> list(Caller caller, ContactState state, AccountId after, int limit) {
        List<Object> values = new ArrayList<>(List.of(caller.account().value(), after == null ? 0L : after.value()));
        if (state == null) {
            values.add(ContactState.NONE.text());
            values.add(ContactState.BLOCKED.text());
        } else {
            values.add(state.text());
        }
        values.add(limit);
        return database.reading()
                .list(
                        "SELECT c.other_id, a.name, c.state, c.changed_at FROM contact c JOIN account a ON a.id = c.other_id"
                                + " WHERE c.account_id = ? AND c.other_id > ? AND "
                                + (state == null ? "c.state NOT IN (?, ?)" : "c.state = ?")
                                + " ORDER BY c.other_id LIMIT ?",
                        values,
                        row -> new Contact(
                                new AccountView(new AccountId(row.getLong("other_id")), row.getString("name")),
                                ContactState.of(row.getString("state")),
                                row.getLong("changed_at")));
    }

    @Override
    public Future<Long> userRev(Caller caller) {
        return database.reading()
                .first(
                        "SELECT user_rev FROM account WHERE id = ?",
                        List.of(caller.account().value()),
                        row -> row.getLong("user_rev"))
                .map(found -> found.orElse(0L));
    }
}
