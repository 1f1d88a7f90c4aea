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
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Conversations as a viewer sees them: two statements, however many conversations. */
final class ConversationViews {
    private static final String COLUMNS =
            "SELECT c.id, c.number, c.kind, c.title, " + SettingsColumns.NAMES + ", c.rev AS head_rev, c.receipt_rev,"
                    + " c.last_seq, c.first_seq, c.last_time, c.member_count, m.role, m.active, m.joined_seq,"
                    + " m.rev AS member_rev, m.read_seq, m.own_unread, m.marked_unread, m.muted_until, m.pinned,"
                    + " m.archived_seq, " + PositionRow.mentions("m") + " AS mentions, ${now} AS now_ms,"
                    + " p.sender_id AS preview_sender, p.created_at AS preview_time, SUBSTR(p.text, 1, "
                    + Preview.LENGTH + ") AS preview_text FROM conversation c ";
    private static final String LAST_MESSAGE =
            " LEFT JOIN message p ON p.conversation_id = c.id AND p.seq = c.last_seq AND NOT EXISTS (SELECT 1"
                    + " FROM hidden h WHERE h.account_id = m.account_id AND h.conversation_id = c.id AND h.seq = c.last_seq)";

    private final Database database;

    ConversationViews(Database database) {
        this.database = database;
    }

    private record Base(
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
        return read(viewer, join, where, values, conversation -> true);
    }

    /** @param withMembers of which the members are listed */
    Future<List<Seen>> read(
            Caller viewer, String join, String where, List<Object> values, Predicate<ConversationId> withMembers) {
        List<Object> all = new ArrayList<>();
        all.add(viewer.account().value());
        all.addAll(values);
        String joined = join + " member m ON m.conversation_id = c.id AND m.account_id = ?" + LAST_MESSAGE;
        return database.reading()
                .list(COLUMNS + joined + where, all, ConversationViews::base)
                .compose(bases -> members(bases, withMembers)
                        .map(members -> bases.stream()
                                .map(base ->
                                        base.with(members.getOrDefault(base.id().value(), List.of())))
                                .toList()));
    }

    private static Base base(Row row) {
        Optional<Membership> membership =
                row.getString("role") == null ? Optional.empty() : Optional.of(Rows.membership(row, "member_rev"));
        Optional<Membership> place = membership.filter(Membership::isActive);
        return new Base(
                new ConversationId(row.getLong("id")),
                row.getLong("number"),
                ConversationKind.of(row.getString("kind")),
                row.getString("title"),
                SettingsColumns.read(row),
                row.getLong("head_rev"),
                row.getLong("receipt_rev"),
                row.getLong("last_seq"),
                row.getLong("first_seq"),
                row.getLong("last_time"),
                row.getInteger("member_count"),
                membership,
                place.map(one -> preview(row, one)).orElse(null),
                place.map(one -> position(row, one)).orElse(null));
    }

    private static Preview preview(Row row, Membership place) {
        long seq = row.getLong("last_seq");
        return seq <= place.joinedSeq()
                ? null
                : preview(
                        seq, row.getLong("preview_sender"), row.getString("preview_text"), row.getLong("preview_time"));
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

    private static Position position(Row row, Membership place) {
        return new PositionRow(
                        row.getLong("first_seq"),
                        row.getLong("last_seq"),
                        place.joinedSeq(),
                        row.getLong("read_seq"),
                        row.getLong("own_unread"),
                        row.getInteger("marked_unread") == 1,
                        row.getLong("muted_until"),
                        row.getLong("pinned"),
                        row.getLong("archived_seq"),
                        row.getLong("mentions"),
                        row.getLong("now_ms"))
                .position();
    }

    private Future<Map<Long, List<AccountId>>> members(List<Base> bases, Predicate<ConversationId> listed) {
        List<Long> wanted = Marks.padded(bases.stream()
                .filter(base -> base.kind() != ConversationKind.ROOM && listed.test(base.id()))
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
