package dev.crosstalk.persistence;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Event;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.JoinPolicy;
import dev.crosstalk.bus.PositionCommand.Marked;
import dev.crosstalk.conversation.Access;
import dev.crosstalk.message.Draft.Seat;
import dev.crosstalk.persistence.CursorWriting.Moved;
import dev.crosstalk.persistence.Queued.Changed;
import dev.crosstalk.position.Place;
import dev.crosstalk.position.PositionRules;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** One transaction that moves cursors of many members forward, in a number of statements that does not depend on how many. */
final class CursorBatch {
    private final Statements statements;
    private final Map<Seat, PendingMark> wanted;
    private final int groupLimit;
    private final Map<Seat, CursorRow> before = new HashMap<>();
    private final Map<Seat, CursorRow> after = new TreeMap<>(SEATS);
    private final Map<Long, Conversation> conversations = new HashMap<>();
    private long now;

    private static final java.util.Comparator<Seat> SEATS =
            java.util.Comparator.comparingLong(Seat::conversation).thenComparingLong(Seat::account);

    private record Conversation(
            ApplicationId application, boolean open, long lastSeq, int memberCount, long receiptRev) {}

    private CursorBatch(Statements statements, Map<Seat, PendingMark> wanted, int groupLimit) {
        this.statements = statements;
        this.wanted = wanted;
        this.groupLimit = groupLimit;
    }

    /** @return what becomes of each; those who may not are refused without harm to the others */
    static Future<Changed<Map<Seat, Object>>> run(
            Statements statements, Map<Seat, PendingMark> wanted, int groupLimit) {
        CursorBatch batch = new CursorBatch(statements, wanted, groupLimit);
        return batch.lock()
                .compose(locked -> CursorRow.read(statements, wanted.keySet()))
                .compose(rows -> batch.move(rows));
    }

    private Future<Void> lock() {
        TreeSet<Long> ids = new TreeSet<>();
        wanted.keySet().forEach(seat -> ids.add(seat.conversation()));
        List<Long> asked = Marks.padded(ids);
        return statements
                .run(
                        "SELECT id, application_id, join_policy, last_seq, member_count, receipt_rev, receipt_at, ${now} AS now_ms"
                                + " FROM conversation WHERE id IN (" + Marks.list(asked.size())
                                + ") ORDER BY id ${lock}",
                        asked)
                .map(rows -> {
                    rows.forEach(this::locked);
                    return null;
                });
    }

    private void locked(Row row) {
        now = Math.max(now, Math.max(row.getLong("now_ms"), row.getLong("receipt_at")));
        conversations.put(
                row.getLong("id"),
                new Conversation(
                        new ApplicationId(row.getLong("application_id")),
                        JoinPolicy.of(row.getString("join_policy")) == JoinPolicy.OPEN,
                        row.getLong("last_seq"),
                        row.getInteger("member_count"),
                        row.getLong("receipt_rev")));
    }

    private Future<Changed<Map<Seat, Object>>> move(Map<Seat, CursorRow> rows) {
        Map<Seat, Object> results = new LinkedHashMap<>();
        wanted.forEach((seat, mark) -> results.put(seat, move(seat, mark, Optional.ofNullable(rows.get(seat)))));
        List<Seat> allowed = results.entrySet().stream()
                .filter(result -> result.getValue() instanceof Marked)
                .map(Map.Entry::getKey)
                .toList();
        if (allowed.isEmpty()) {
            return Future.succeededFuture(new Changed<>(results, List.of()));
        }
        return DeviceCursors.write(
                        statements,
                        allowed,
                        wanted,
                        seat -> conversations.get(seat.conversation()).lastSeq())
                .compose(done -> after.isEmpty() ? Future.succeededFuture(List.<Event>of()) : write())
                .map(events -> new Changed<>(results, events));
    }

    /** @return {@link Marked}, or the failure */
    private Object move(Seat seat, PendingMark mark, Optional<CursorRow> row) {
        Conversation conversation = conversations.get(seat.conversation());
        if (conversation == null || !conversation.application().equals(mark.application())) {
            return FailureCode.NOT_FOUND.failure();
        }
        if (!Access.isMember(row.map(CursorRow::membership))) {
            return Access.refusal(conversation.open(), row.map(CursorRow::membership));
        }
        Place old = row.get().place();
        Place moved = PositionRules.mark(old, mark.said(), conversation.lastSeq());
        if (moved.looksOtherThan(old) || moved.isFurtherThan(old)) {
            before.put(seat, row.get());
            after.put(seat, row.get().with(moved));
        }
        return new Marked(new ConversationId(seat.conversation()), moved.delivered(), moved.seen());
    }

    private Future<List<Event>> write() {
        List<Seat> looking = after.keySet().stream().filter(this::looksOther).toList();
        return userRevs(looking).compose(revs -> {
            List<Event> events = new ArrayList<>();
            Map<Long, Receipts.Head> heads = new LinkedHashMap<>();
            List<Moved> moved = new ArrayList<>();
            after.forEach((seat, row) -> moved.add(moved(seat, row, revs.get(seat), heads, events)));
            return CursorWriting.forward(statements, moved)
                    .compose(done -> Receipts.update(statements, heads.values(), now))
                    .compose(done -> looking.isEmpty()
                            ? Future.succeededFuture()
                            : CursorWriting.countOwn(statements, looking, " AND own_unread > 0"))
                    .compose(done -> looking.isEmpty()
                            ? Future.succeededFuture(List.<Event>of())
                            : MemberRows.events(statements, looking).map(List::<Event>copyOf))
                    .map(places -> {
                        events.addAll(places);
                        return events;
                    });
        });
    }

    private boolean looksOther(Seat seat) {
        return after.get(seat).place().looksOtherThan(before.get(seat).place());
    }

    /** Each place takes a number of its own: of somebody who moved in many, one behind the other. */
    private Future<Map<Seat, Long>> userRevs(List<Seat> looking) {
        TreeMap<Long, Integer> counts = new TreeMap<>();
        looking.forEach(seat -> counts.merge(seat.account(), 1, Integer::sum));
        return UserRevs.take(statements, counts).map(last -> {
            Map<Seat, Long> revs = new HashMap<>();
            Map<Long, Long> next = new HashMap<>();
            counts.forEach((account, count) -> next.put(account, last.get(account) - count + 1));
            looking.forEach(seat -> revs.put(seat, next.merge(seat.account(), 1L, Long::sum) - 1));
            return revs;
        });
    }

    private Moved moved(Seat seat, CursorRow row, Long userRev, Map<Long, Receipts.Head> heads, List<Event> events) {
        Place old = before.get(seat).place();
        Conversation conversation = conversations.get(seat.conversation());
        boolean reads = row.place().seen() > old.seen();
        boolean told = row.place().delivered() > old.delivered() || (row.tells() && reads);
        long receiptRev = row.receiptRev();
        if (told && conversation.memberCount() > 1 && conversation.memberCount() <= groupLimit) {
            ConversationId id = new ConversationId(seat.conversation());
            Receipts.Head head = heads.get(id.value());
            receiptRev = (head == null ? conversation.receiptRev() : head.receiptRev()) + 1;
            heads.put(id.value(), new Receipts.Head(id, receiptRev));
            events.add(Receipts.event(id, row, reads ? row.tells() : row.publishes(), receiptRev, now));
        }
        return new Moved(
                row,
                userRev == null ? row.userRev() : userRev,
                receiptRev,
                row.place().delivered() > old.delivered() ? now : 0,
                reads ? now : 0);
    }
}
