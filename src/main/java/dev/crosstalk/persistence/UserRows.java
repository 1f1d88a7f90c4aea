package dev.crosstalk.persistence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Json;
import dev.crosstalk.bus.UserEvent;
import io.vertx.sqlclient.Row;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A kind of row that belongs to one person: how it is selected, and the event that says what it is. Fields are read as JSON, so
 * that rows of all kinds come in one statement.
 *
 * @param name differs between the kinds
 * @param from the table under the alias {@code x}, which has {@code account_id} and {@code user_rev} (indexed), with what is
 *     joined to it
 * @param fields name of each field, and the SQL that gives its value: a number or a text
 * @param bytes SQL for about how long its event is
 */
record UserRows(String name, String from, Map<String, String> fields, String bytes, Reader reader) {
    /** About as long as an event without a text of its own is as JSON. */
    private static final String USUAL_BYTES = "200";

    UserRows(String name, String from, Map<String, String> fields, Reader reader) {
        this(name, from, fields, USUAL_BYTES, reader);
    }

    /** Makes the event of a row. */
    interface Reader {
        UserEvent read(AccountId account, long userRev, JsonNode fields);
    }

    /** The rows, to be followed by what restricts them. */
    String select() {
        String pairs = fields.entrySet().stream()
                .map(field -> "'" + field.getKey() + "', " + field.getValue())
                .collect(Collectors.joining(", "));
        return "SELECT '" + name + "' AS row_kind, CAST(JSON_OBJECT('account', x.account_id, 'rev', x.user_rev, "
                + pairs + ") AS CHAR) AS fields FROM " + from;
    }

    /** Revisions of rows and about how long their events are: the first ones of an account behind a revision. */
    String lengths() {
        return "SELECT user_rev, bytes FROM (SELECT x.user_rev AS user_rev, " + bytes + " AS bytes FROM "
                + from.replaceFirst(" (LEFT )?JOIN .*", "") + " WHERE x.account_id = ? AND x.user_rev > ?"
                + " ORDER BY x.user_rev LIMIT ?) " + name;
    }

    UserEvent event(Row row) {
        JsonNode read = Json.parse(row.getString("fields"));
        return reader.read(
                new AccountId(read.path("account").longValue()),
                read.path("rev").longValue(),
                read);
    }
}
