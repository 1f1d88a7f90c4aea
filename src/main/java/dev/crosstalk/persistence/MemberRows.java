package dev.crosstalk.persistence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Position;
import dev.crosstalk.bus.Role;
import dev.crosstalk.bus.UserEvent;
import dev.crosstalk.message.Draft.Seat;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Memberships as rows of their persons. */
final class MemberRows {
    static final UserRows KIND = new UserRows(
            "membership",
            "member x LEFT JOIN conversation c ON c.id = x.conversation_id",
            Map.ofEntries(
                    Map.entry("conversation", "x.conversation_id"),
                    Map.entry("active", "x.active"),
                    Map.entry("role", "x.role"),
                    Map.entry("joined", "x.joined_seq"),
                    Map.entry("read", "x.read_seq"),
                    Map.entry("own", "x.own_unread"),
                    Map.entry("marked", "x.marked_unread"),
                    Map.entry("muted", "x.muted_until"),
                    Map.entry("pinned", "x.pinned"),
                    Map.entry("archived", "x.archived_seq"),
                    Map.entry("first", "c.first_seq"),
                    Map.entry("last", "c.last_seq"),
                    // MariaDB makes a text of the number of a subquery that stands beside a text, unless it is cast.
                    Map.entry("mentions", "CAST(" + PositionRow.mentions("x") + " AS SIGNED)"),
                    Map.entry("now", "${now}")),
            MemberRows::event);

    private MemberRows() {}

    /** The places of these accounts in a conversation as they are now: in the transaction that changed them. */
    static Future<List<UserEvent>> events(
            Statements statements, ConversationId conversation, Collection<AccountId> accounts) {
        return events(
                statements,
                accounts.stream()
                        .map(account -> new Seat(conversation.value(), account.value()))
                        .toList());
    }

    static Future<List<UserEvent>> events(Statements statements, Collection<Seat> seats) {
        return statements.list(
                KIND.select() + " JOIN ${numbered} ON x.conversation_id = k.id AND x.account_id = k.number"
                        + " ORDER BY x.account_id, x.user_rev",
                List.of(RowsOf.seats(Set.copyOf(seats))),
                KIND::event);
    }

    private static UserEvent event(AccountId account, long userRev, JsonNode fields) {
        ConversationId conversation =
                new ConversationId(fields.path("conversation").longValue());
        // Of a conversation that was removed the places may be there still.
        if (fields.path("active").intValue() != 1 || fields.path("last").isNull()) {
            return new UserEvent.Membership(account, userRev, conversation, false, null, null);
        }
        Role role = Role.of(fields.path("role").textValue());
        return new UserEvent.Membership(account, userRev, conversation, true, role, position(fields));
    }

    private static Position position(JsonNode fields) {
        return new PositionRow(
                        fields.path("first").longValue(),
                        fields.path("last").longValue(),
                        fields.path("joined").longValue(),
                        fields.path("read").longValue(),
                        fields.path("own").longValue(),
                        fields.path("marked").intValue() == 1,
                        fields.path("muted").longValue(),
                        fields.path("pinned").longValue(),
                        fields.path("archived").longValue(),
                        fields.path("mentions").longValue(),
                        fields.path("now").longValue())
                .position();
    }
}
