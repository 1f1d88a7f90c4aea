package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.conversation.Membership;
import dev.crosstalk.message.LockedMessage;
import dev.crosstalk.message.LockedMessage.Pins;
import dev.crosstalk.message.LockedMessage.Where;
import dev.crosstalk.message.MessageChange;
import dev.crosstalk.message.Reactions;
import dev.crosstalk.message.StoredMessage;
import dev.crosstalk.message.Subject;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Changes a stored message, under its conversation's lock, by the rule that is given. */
final class MessageChanging {
    private final Lanes lanes;
    private final Outbox outbox;

    MessageChanging(Lanes lanes, Outbox outbox) {
        this.lanes = lanes;
        this.outbox = outbox;
    }

    Future<Void> change(Caller caller, Subject subject, Function<LockedMessage, MessageChange> rule) {
        return lanes.change(
                subject.conversation(),
                Database.SMALL + subject.bytes(),
                statements -> lock(statements, caller, subject)
                        .compose(locked -> new MessageStep(statements, outbox, caller, subject, locked)
                                .apply(rule.apply(locked))));
    }

    private static Future<LockedMessage> lock(Statements statements, Caller caller, Subject subject) {
        return statements
                .first(
                        "SELECT kind, " + SettingsColumns.NAMES
                                + ", member_count, first_seq, last_seq, rev, changed_at, closed, ${now} AS now_ms FROM conversation"
                                + " WHERE id = ? AND application_id = ? ${lock}",
                        List.of(
                                subject.conversation().value(),
                                caller.application().value()),
                        MessageChanging::where)
                .map(found -> found.orElseThrow(FailureCode.NOT_FOUND::failure))
                .compose(where -> locked(statements, caller, subject, where));
    }

    private static Where where(Row row) {
        return new Where(
                ConversationKind.of(row.getString("kind")),
                SettingsColumns.read(row),
                row.getInteger("member_count"),
                row.getLong("first_seq"),
                row.getLong("last_seq"),
                row.getLong("rev") + 1,
                Math.max(row.getLong("now_ms"), row.getLong("changed_at")),
                row.getInteger("closed") == 1);
    }

    private static Future<LockedMessage> locked(Statements statements, Caller caller, Subject subject, Where where) {
        Future<Optional<Membership>> place = statements.first(
                "SELECT role, active, joined_seq, rev FROM member WHERE conversation_id = ? AND account_id = ?",
                List.of(subject.conversation().value(), caller.account().value()),
                Rows::membership);
        Future<Optional<StoredMessage>> message = statements.first(
                "SELECT " + MessageRows.COLUMNS + " FROM message WHERE conversation_id = ? AND seq = ?",
                List.of(subject.conversation().value(), subject.seq()),
                MessageRows::read);
        Future<Boolean> hidden = statements
                .number(
                        "SELECT COUNT(*) FROM hidden WHERE account_id = ? AND conversation_id = ? AND seq = ?",
                        caller.account().value(),
                        subject.conversation().value(),
                        subject.seq())
                .map(count -> count > 0);
        Future<Set<AccountId>> members = members(statements, subject);
        Future<Reactions> reactions = subject.reactions()
                ? ReactionRows.of(statements, subject.conversation(), subject.seq(), caller.account())
                : Future.succeededFuture(Reactions.NONE);
        Future<Pins> pins = subject.pins()
                ? PinRows.of(statements, subject.conversation(), subject.seq())
                : Future.succeededFuture(Pins.NONE);
        return Future.all(List.of(place, message, hidden, members, reactions, pins))
                .map(all -> new LockedMessage(
                        where,
                        caller.account(),
                        place.result(),
                        message.result(),
                        hidden.result(),
                        members.result(),
                        reactions.result(),
                        pins.result()));
    }

    private static Future<Set<AccountId>> members(Statements statements, Subject subject) {
        if (subject.people().isEmpty()) {
            return Future.succeededFuture(Set.of());
        }
        List<AccountId> asked = Marks.padded(subject.people());
        List<Object> values = new ArrayList<>(List.of(subject.conversation().value()));
        asked.forEach(account -> values.add(account.value()));
        return statements
                .list(
                        "SELECT account_id FROM member WHERE conversation_id = ? AND account_id IN ("
                                + Marks.list(asked.size()) + ") AND active = 1",
                        values,
                        row -> new AccountId(row.getLong("account_id")))
                .map(Set::copyOf);
    }
}
