package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.bus.Position;
import dev.crosstalk.bus.Preview;
import dev.crosstalk.bus.Role;
import dev.crosstalk.conversation.Access;
import dev.crosstalk.conversation.ConversationStore.Seen;
import dev.crosstalk.conversation.Membership;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Conversations as a viewer sees them: two statements, however many conversations. */
final class ConversationViews {
    /** Name of each column and its SQL, with the conversation {@code c} and what {@link #joined} joins to it. */
    static final Map<String, String> COLUMNS = columns();

    private static Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String head : "id number kind title receipt_rev last_seq first_seq last_time member_count".split(" ")) {
            columns.put(head, "c." + head);
        }
        for (String setting : SettingsColumns.NAMES.split(", ")) {
            columns.put(setting, "c." + setting);
        }
        for (String place : ("role active joined_seq read_seq own_unread marked_unread muted_until pinned archived_seq")
                .split(" ")) {
            columns.put(place, "m." + place);
        }
        columns.put("head_rev", "c.rev");
        columns.put("member_rev", "m.rev");
        columns.put("mentions", PositionRow.mentions("m"));
        columns.put("now_ms", "${now}");
        columns.put("preview_sender", "p.sender_id");
        columns.put("preview_time", "p.created_at");
        columns.put("preview_text", "SUBSTR(p.text, 1, " + Preview.LENGTH + ")");
        return Collections.unmodifiableMap(columns);
    }

    private static final String LAST_MESSAGE =
            " LEFT JOIN message p ON p.conversation_id = c.id AND p.seq = c.last_seq AND NOT EXISTS (SELECT 1"
                    + " FROM hidden h WHERE h.account_id = m.account_id AND h.conversation_id = c.id AND h.seq = c.last_seq)";

    private final Database database;

    ConversationViews(Database database) {
        this.database = database;
    }

    /** The viewer's place, and the last message unless it is hidden. @param join JOIN, or LEFT JOIN for conversations of others, too */
    static String joined(String join) {
        return " FROM conversation c " + join + " member m ON m.conversation_id = c.id AND m.account_id = ?"
                + LAST_MESSAGE;
    }

    /** A conversation without its members. */
    record Base(
            ConversationId id,
            long number,
            ConversationKind kind,
            String title,
            ConversationSettings settings,
            long rev,
            long receiptRev,
            long lastSeq,
            long firstSeq,
            long lastTime,
            int memberCount,
            Optional<Membership> membership,
            Preview preview,
            Position position) {

        Seen with(List<AccountId> members) {
            Role role = Access.isMember(membership) ? membership.get().role() : null;
            ConversationView view = new ConversationView(
                    id,
                    number,
                    kind,
                    title,
                    rev,
                    receiptRev,
                    lastSeq,
                    firstSeq,
                    memberCount,
                    members,
                    preview,
                    lastTime,
                    role,
                    settings,
                    position);
            return new Seen(view, membership);
        }
    }

    /**
     * @param join how the viewer's place is joined: JOIN for conversations that have one only
     * @param where with the order and the limit
     */
    Future<List<Seen>> read(Caller viewer, String join, String where, List<Object> values) {
        List<Object> all = new ArrayList<>();
        all.add(viewer.account().value());
        all.addAll(values);
        String columns = COLUMNS.entrySet().stream()
                .map(column -> column.getValue() + " AS " + column.getKey())
                .collect(Collectors.joining(", "));
        return database.reading()
                .list("SELECT " + columns + joined(join) + where, all, row -> base(Columns.of(row)))
                .compose(bases -> members(bases)
                        .map(members -> bases.stream()
                                .map(base ->
                                        base.with(members.getOrDefault(base.id().value(), List.of())))
                                .toList()));
    }

    /** Of the {@link #COLUMNS}. */
    static Base base(Columns row) {
        Optional<Membership> membership = row.text("role") == null ? Optional.empty() : Optional.of(membership(row));
        Optional<Membership> place = membership.filter(Membership::isActive);
        return new Base(
                new ConversationId(row.number("id")),
                row.number("number"),
                ConversationKind.of(row.text("kind")),
                row.text("title"),
                SettingsColumns.read(row),
                row.number("head_rev"),
                row.number("receipt_rev"),
                row.number("last_seq"),
                row.number("first_seq"),
                row.number("last_time"),
                row.number("member_count").intValue(),
                membership,
                place.map(one -> preview(row, one)).orElse(null),
                place.map(one -> position(row, one)).orElse(null));
    }

    private static Membership membership(Columns row) {
        return new Membership(
                Membership.State.of(row.number("active").intValue()),
                Role.of(row.text("role")),
                row.number("joined_seq"),
                row.number("member_rev"));
    }

    private static Preview preview(Columns row, Membership place) {
        long seq = row.number("last_seq");
        return seq <= place.joinedSeq()
                ? null
                : preview(seq, row.number("preview_sender"), row.text("preview_text"), row.number("preview_time"));
    }

    /**
     * A deleted message has no text.
     *
     * @param sender null if there is no such message
     */
    static Preview preview(long seq, Long sender, String text, Long time) {
        if (sender == null) {
            return null;
        }
        boolean deleted = text.isEmpty();
        return new Preview(seq, new AccountId(sender), deleted ? null : text, time, deleted ? true : null);
    }

    private static Position position(Columns row, Membership place) {
        return new PositionRow(
                        row.number("first_seq"),
                        row.number("last_seq"),
                        place.joinedSeq(),
                        row.number("read_seq"),
                        row.number("own_unread"),
                        row.number("marked_unread") == 1,
                        row.number("muted_until"),
                        row.number("pinned"),
                        row.number("archived_seq"),
                        row.number("mentions"),
                        row.number("now_ms"))
                .position();
    }

    private Future<Map<Long, List<AccountId>>> members(List<Base> bases) {
        List<Long> wanted = Marks.padded(bases.stream()
                .filter(base -> base.kind() != ConversationKind.ROOM)
                .map(base -> base.id().value())
                .toList());
        Map<Long, List<AccountId>> members = new HashMap<>();
        if (wanted.isEmpty()) {
            return Future.succeededFuture(members);
        }
        return database.reading()
                .run(
                        "SELECT conversation_id, account_id FROM member WHERE conversation_id IN ("
                                + Marks.list(wanted.size()) + ") AND active = 1 ORDER BY conversation_id, account_id",
                        wanted)
                .map(rows -> {
                    rows.forEach(row -> members.computeIfAbsent(row.getLong("conversation_id"), id -> new ArrayList<>())
                            .add(new AccountId(row.getLong("account_id"))));
                    return members;
                });
    }
}
