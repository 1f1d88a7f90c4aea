package dev.crosstalk.persistence;

import dev.crosstalk.account.Name;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.Event;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Role;
import dev.crosstalk.conversation.Change;
import dev.crosstalk.conversation.Locked;
import dev.crosstalk.conversation.Membership;
import dev.crosstalk.persistence.Queued.Changed;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Changes a conversation's members and title, under its lock, by the rule that is given. */
final class ConversationChange {
    private final Lanes lanes;

    ConversationChange(Lanes lanes) {
        this.lanes = lanes;
    }

    Future<Void> change(Caller caller, ConversationId conversation, AccountId subject, Function<Locked, Change> rule) {
        return lanes.change(
                conversation,
                statements -> lock(statements, caller, conversation, subject)
                        .compose(found ->
                                new Step(statements, caller, subject, found).apply(rule.apply(found.conversation()))));
    }

    /** A locked conversation; its next change has this time. */
    private record Found(Locked conversation, long time) {}

    private static Future<Found> lock(
            Statements statements, Caller caller, ConversationId conversation, AccountId subject) {
        return statements
                .first(
                        "SELECT id, application_id, kind, title, last_seq, rev, member_count, changed_at, ${now} AS now_ms"
                                + " FROM conversation WHERE id = ? AND application_id = ? ${lock}",
                        List.of(conversation.value(), caller.application().value()),
                        Function.identity())
                .map(found -> found.orElseThrow(FailureCode.NOT_FOUND::failure))
                .compose(row -> statements
                        .run(
                                "SELECT account_id, role, active, joined_seq, rev FROM member"
                                        + " WHERE conversation_id = ? AND account_id IN (?, ?)",
                                List.of(conversation.value(), caller.account().value(), subject.value()))
                        .map(rows -> {
                            Map<Long, Membership> places = new HashMap<>();
                            rows.forEach(place -> places.put(place.getLong("account_id"), Rows.membership(place)));
                            return found(row, places.get(caller.account().value()), places.get(subject.value()));
                        }));
    }

    private static Found found(Row row, Membership actor, Membership subject) {
        Locked locked = new Locked(
                new ConversationId(row.getLong("id")),
                new ApplicationId(row.getLong("application_id")),
                ConversationKind.of(row.getString("kind")),
                row.getString("title"),
                row.getLong("last_seq"),
                row.getLong("rev"),
                row.getInteger("member_count"),
                Optional.ofNullable(actor),
                Optional.ofNullable(subject));
        return new Found(locked, Math.max(row.getLong("now_ms"), row.getLong("changed_at")));
    }

    /** Carries out what the rule decided. */
    private static final class Step {
        private final Statements statements;
        private final Caller caller;
        private final AccountId subject;
        private final Locked conversation;
        private final long time;
        private final long rev;

        Step(Statements statements, Caller caller, AccountId subject, Found found) {
            this.statements = statements;
            this.caller = caller;
            this.subject = subject;
            this.conversation = found.conversation();
            this.time = found.time();
            this.rev = found.conversation().rev() + 1;
        }

        Future<Changed<Void>> apply(Change change) {
            if (change instanceof Change.Enters enters) {
                return enter(enters);
            }
            if (change instanceof Change.Exits exits) {
                return exit(exits);
            }
            if (change instanceof Change.Retitled retitled) {
                return retitle(retitled.title());
            }
            return Future.succeededFuture(new Changed<>(null, List.of()));
        }

        private Future<Changed<Void>> enter(Change.Enters change) {
            ConversationEvent.Member event = member(change.how());
            return head(", member_count = member_count + 1")
                    .compose(done -> Entries.insert(statements, conversation.application(), event))
                    .compose(done -> userRev())
                    .compose(userRev -> place(change.role(), Membership.State.ACTIVE, change.joinedSeq(), userRev))
                    .compose(done -> changedWithPlace(event));
        }

        /** The participants are no longer the set that the key says. */
        private Future<Changed<Void>> exit(Change.Exits change) {
            ConversationEvent.Member event = member(change.how());
            Membership.State state =
                    change.how() == ConversationEvent.Change.REMOVED ? Membership.State.REMOVED : Membership.State.LEFT;
            return head(", member_count = member_count - 1, participants_key = NULL")
                    .compose(done -> Entries.insert(statements, conversation.application(), event))
                    .compose(done -> userRev())
                    .compose(userRev -> place(Role.MEMBER, state, 0, userRev)
                            .compose(done -> Succession.afterExit(
                                    statements,
                                    conversation.id(),
                                    conversation.subject().orElseThrow())))
                    .compose(done -> changedWithPlace(event));
        }

        private Future<Changed<Void>> changedWithPlace(ConversationEvent.Member event) {
            return MemberRows.events(statements, conversation.id(), List.of(subject))
                    .map(places -> {
                        List<Event> events = new ArrayList<>(List.of(event));
                        events.addAll(places);
                        return new Changed<>(null, events);
                    });
        }

        private Future<Changed<Void>> retitle(String title) {
            ConversationEvent.Renamed event = new ConversationEvent.Renamed(
                    conversation.id(), rev, conversation.lastSeq(), caller.account(), title, time);
            return head(", title = ?, title_key = ?, participants_key = NULL", title, Name.key(title))
                    .compose(done -> Entries.insert(statements, conversation.application(), event))
                    .map(done -> new Changed<>(null, List.<Event>of(event)));
        }

        private ConversationEvent.Member member(ConversationEvent.Change how) {
            return new ConversationEvent.Member(
                    conversation.id(), rev, conversation.lastSeq(), how, caller.account(), subject, time);
        }

        private Future<Integer> head(String more, Object... moreValues) {
            List<Object> values = new ArrayList<>(List.of(rev, time));
            values.addAll(List.of(moreValues));
            values.add(conversation.id().value());
            return statements.update(
                    "UPDATE conversation SET rev = ?, changed_at = ?" + more + " WHERE id = ?", values.toArray());
        }

        private Future<Long> userRev() {
            return UserRevs.take(statements, conversation.application(), List.of(subject))
                    .map(revs ->
                            Optional.ofNullable(revs.get(subject.value())).orElseThrow(FailureCode.NOT_FOUND::failure));
        }

        /** What was said before somebody came is neither unread nor waits for a receipt. */
        private Future<Integer> place(Role role, Membership.State state, long joinedSeq, long userRev) {
            if (conversation.subject().isPresent()) {
                return statements.update(
                        "UPDATE member SET role = ?, active = ?, joined_seq = ?, rev = ?, user_rev = ?, read_seq = ?,"
                                + " seen_seq = ?, delivered_seq = ?, own_unread = 0, marked_unread = 0"
                                + " WHERE conversation_id = ? AND account_id = ?",
                        role.text(),
                        state.stored(),
                        joinedSeq,
                        rev,
                        userRev,
                        conversation.lastSeq(),
                        conversation.lastSeq(),
                        conversation.lastSeq(),
                        conversation.id().value(),
                        subject.value());
            }
            return statements.update(
                    "INSERT INTO member (application_id, conversation_id, account_id, role, active, joined_seq, rev, user_rev,"
                            + " read_seq, seen_seq, delivered_seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    conversation.application().value(),
                    conversation.id().value(),
                    subject.value(),
                    role.text(),
                    state.stored(),
                    joinedSeq,
                    rev,
                    userRev,
                    conversation.lastSeq(),
                    conversation.lastSeq(),
                    conversation.lastSeq());
        }
    }
}
