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
 */
record UserRows(String name, String from, Map<String, String> fields, Reader reader) {

    /** Makes the event of a row. */
    interface Reader {
        UserEvent read(AccountId account, long userRev, JsonNode fields);
    }

    /** The rows, to be followed by what restricts them. */
    String select() {
        String pairs = fields.entrySet().stream()
                .map(field -> "'" + field.getKey() + "', " + field.getValue())
                .collect(Collectors.joining(", "));
        return "SELECT '" + name + "' AS kind, x.account_id AS account_id, x.user_rev AS user_rev, CAST(JSON_OBJECT("
                + pairs + ") AS CHAR) AS fields FROM " + from;
    }

    UserEvent event(Row row) {
        return reader.read(
                new AccountId(row.getLong("account_id")), row.getLong("user_rev"), Json.parse(row.getString("fields")));
    }
}
