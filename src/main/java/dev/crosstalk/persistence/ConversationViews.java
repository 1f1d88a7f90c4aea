package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.bus.ConversationView;
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

/** Conversations as a viewer sees them: three statements, however many conversations. */
final class ConversationViews {
    private static final String COLUMNS =
            "SELECT c.id, c.number, c.kind, c.title, " + SettingsColumns.NAMES + ", c.rev AS head_rev, c.last_seq,"
                    + " c.first_seq, c.last_time, c.member_count, m.role, m.active, m.joined_seq, m.rev AS member_rev"
                    + " FROM conversation c ";

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
            long lastSeq,
            long firstSeq,
            long lastTime,
            int memberCount,
            Optional<Membership> membership) {

        boolean showsLastMessage() {
            return membership
                    .filter(Membership::isActive)
                    .filter(place -> lastSeq > place.joinedSeq())
                    .isPresent();
        }

        Seen with(List<AccountId> members, MessageEvent lastMessage) {
            Role role = Access.isMember(membership) ? membership.get().role() : null;
            ConversationView view = new ConversationView(
                    id,
                    number,
                    kind,
                    title,
                    rev,
                    lastSeq,
                    firstSeq,
                    memberCount,
                    members,
                    lastMessage,
                    lastTime,
                    role,
                    settings);
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
        String joined = join + " member m ON m.conversation_id = c.id AND m.account_id = ?";
        return database.reading()
                .list(COLUMNS + joined + where, all, ConversationViews::base)
                .compose(bases -> {
                    Future<Map<Long, List<AccountId>>> members = members(bases);
                    Future<Map<Long, MessageEvent>> messages = lastMessages(viewer, bases);
                    return Future.all(members, messages)
                            .map(both -> bases.stream()
                                    .map(base -> base.with(
                                            members.result()
                                                    .getOrDefault(base.id().value(), List.of()),
                                            messages.result().get(base.id().value())))
                                    .toList());
                });
    }

    private static Base base(Row row) {
        return new Base(
                new ConversationId(row.getLong("id")),
                row.getLong("number"),
                ConversationKind.of(row.getString("kind")),
                row.getString("title"),
                SettingsColumns.read(row),
                row.getLong("head_rev"),
                row.getLong("last_seq"),
                row.getLong("first_seq"),
                row.getLong("last_time"),
                row.getInteger("member_count"),
                row.getString("role") == null ? Optional.empty() : Optional.of(Rows.membership(row, "member_rev")));
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

    /** One that the viewer has deleted for themselves is not shown, and no other in its place. */
    private Future<Map<Long, MessageEvent>> lastMessages(Caller viewer, List<Base> bases) {
        List<Base> wanted =
                Marks.padded(bases.stream().filter(Base::showsLastMessage).toList());
        Map<Long, MessageEvent> messages = new HashMap<>();
        if (wanted.isEmpty()) {
            return Future.succeededFuture(messages);
        }
        List<Object> values = new ArrayList<>();
        wanted.forEach(base -> values.addAll(List.of(base.id().value(), base.lastSeq())));
        values.add(viewer.account().value());
        return database.reading()
                .run(
                        "SELECT " + MessageRows.COLUMNS + " FROM message WHERE (conversation_id, seq) IN (${pairs}"
                                + Marks.tuples(wanted.size(), 2) + ") AND NOT EXISTS (SELECT 1 FROM hidden h"
                                + " WHERE h.account_id = ? AND h.conversation_id = message.conversation_id"
                                + " AND h.seq = message.seq)",
                        values)
                .map(rows -> {
                    rows.forEach(row -> messages.put(
                            row.getLong("conversation_id"),
                            MessageRows.read(row).event()));
                    return messages;
                });
    }
}
