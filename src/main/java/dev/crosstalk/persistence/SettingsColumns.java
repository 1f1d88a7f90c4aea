package dev.crosstalk.persistence;

import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.bus.JoinPolicy;
import dev.crosstalk.bus.Json;
import dev.crosstalk.bus.Permissions;
import io.vertx.sqlclient.Row;

/** A conversation's settings as columns; permissions are JSON, or null where they are the usual ones of the kind. */
final class SettingsColumns {
    /** To be selected with {@code kind}. */
    static final String NAMES = "join_policy, permissions, slow_mode_s";

    private SettingsColumns() {}

    static ConversationSettings read(Row row) {
        return read(Columns.of(row));
    }

    /** Of {@link #NAMES} and {@code kind}. */
    static ConversationSettings read(Columns columns) {
        String permissions = columns.text("permissions");
        return ConversationSettings.of(ConversationKind.of(columns.text("kind")))
                .with(
                        JoinPolicy.of(columns.text("join_policy")),
                        permissions == null ? null : Json.read(permissions, Permissions.class),
                        columns.number("slow_mode_s").intValue());
    }

    /** @return null for those that all conversations of the kind begin with */
    static String permissions(ConversationKind kind, ConversationSettings settings) {
        return settings.permissions().equals(ConversationSettings.of(kind).permissions())
                ? null
                : Json.write(settings.permissions());
    }
}
