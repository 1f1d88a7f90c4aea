package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.Role;
import dev.crosstalk.conversation.Membership;
import io.vertx.sqlclient.Row;

/** Rows as records. */
final class Rows {
    private Rows() {}

    /** Of the column name, which is empty of an account that was deleted. */
    static AccountView account(Row row, String id) {
        AccountId account = new AccountId(row.getLong(id));
        return row.getString("name").isEmpty()
                ? AccountView.deleted(account)
                : new AccountView(account, row.getString("name"));
    }

    /** Of the columns role, active, joined_seq and rev. */
    static Membership membership(Row row) {
        return membership(row, "rev");
    }

    static Membership membership(Row row, String rev) {
        return new Membership(
                Membership.State.of(row.getInteger("active")),
                Role.of(row.getString("role")),
                row.getLong("joined_seq"),
                row.getLong(rev));
    }

    /** Of those columns, banned_until and last_post_at. */
    static Membership place(Row row) {
        return place(Columns.of(row));
    }

    static Membership place(Columns columns) {
        return new Membership(
                Membership.State.of(columns.number("active").intValue()),
                Role.of(columns.text("role")),
                columns.number("joined_seq"),
                columns.number("rev"),
                columns.number("banned_until"),
                columns.number("last_post_at"));
    }
}
