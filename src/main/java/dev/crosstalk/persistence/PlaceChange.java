package dev.crosstalk.persistence;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Event;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.JoinPolicy;
import dev.crosstalk.bus.PositionCommand.Placed;
import dev.crosstalk.bus.UserEvent;
import dev.crosstalk.conversation.Access;
import dev.crosstalk.conversation.Membership;
import dev.crosstalk.message.Draft.Seat;
import dev.crosstalk.persistence.Queued.Changed;
import dev.crosstalk.position.Place;
import dev.crosstalk.position.PositionStore.Rule;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Changes one member's own place, under the conversation's lock, by the rule that is given. */
final class PlaceChange {
    private PlaceChange() {}

    static Future<Changed<Placed>> run(Statements statements, Caller caller, ConversationId conversation, Rule rule) {
        Seat seat = new Seat(conversation.value(), caller.account().value());
        return statements
                .first(
                        "SELECT join_policy, first_seq, last_seq, ${now} AS now_ms FROM conversation"
                                + " WHERE id = ? AND application_id = ? ${lock}",
                        List.of(conversation.value(), caller.application().value()),
                        Function.identity())
                .map(found -> found.orElseThrow(FailureCode.NOT_FOUND::failure))
                .compose(head -> CursorRow.read(statements, List.of(seat))
                        .compose(rows -> change(statements, head, Optional.ofNullable(rows.get(seat)), rule)))
                .compose(changed -> MemberRows.events(statements, List.of(seat)).map(events -> {
                    UserEvent.Membership event = (UserEvent.Membership) events.get(0);
                    Placed placed = new Placed(conversation, event.userRev(), event.position());
                    return new Changed<>(placed, changed ? List.<Event>of(event) : List.of());
                }));
    }

    /** @return whether anything was changed */
    private static Future<Boolean> change(Statements statements, Row head, Optional<CursorRow> row, Rule rule) {
        Membership membership = Access.requireMember(
                JoinPolicy.of(head.getString("join_policy")) == JoinPolicy.OPEN, row.map(CursorRow::membership));
        CursorRow old = row.orElseThrow();
        long first = Math.max(head.getLong("first_seq"), membership.joinedSeq() + 1);
        Place place = rule.apply(old.place(), first, head.getLong("last_seq"), head.getLong("now_ms"));
        if (!place.looksOtherThan(old.place())) {
            return Future.succeededFuture(false);
        }
        long account = old.seat().account();
        return UserRevs.take(statements, new TreeMap<>(java.util.Map.of(account, 1)))
                .compose(revs -> write(statements, old.with(place.at(revs.get(account))), revs.get(account)))
                .compose(done -> place.read() < old.place().read()
                        ? CursorWriting.countOwn(statements, List.of(old.seat()), "")
                        : Future.succeededFuture())
                .map(true);
    }

    private static Future<Integer> write(Statements statements, CursorRow row, long userRev) {
        Place place = row.place();
        return statements.update(
                "UPDATE member SET read_seq = ?, marked_unread = ?, unread_rev = ?, muted_until = ?, pinned = ?, archived_seq = ?, user_rev = ?"
                        + " WHERE conversation_id = ? AND account_id = ?",
                place.read(),
                place.markedUnread() ? 1 : 0,
                place.unreadRev(),
                place.mutedUntil(),
                place.pinned(),
                place.archivedSeq(),
                userRev,
                row.seat().conversation(),
                row.seat().account());
    }
}
