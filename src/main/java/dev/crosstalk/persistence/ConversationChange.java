package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.conversation.Change;
import dev.crosstalk.conversation.Locked;
import dev.crosstalk.conversation.Membership;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Changes a conversation's members, title and settings, under its lock, by the rule that is given. */
final class ConversationChange {
    private final Lanes lanes;
    private final int groupLimit;

    /** @param groupLimit in conversations with more members than this nobody is told of the others' receipts */
    ConversationChange(Lanes lanes, int groupLimit) {
        this.lanes = lanes;
        this.groupLimit = groupLimit;
    }

    Future<Void> change(Caller caller, ConversationId conversation, AccountId subject, Function<Locked, Change> rule) {
        return lanes.change(
                conversation,
                statements -> lock(statements, caller, conversation, subject)
                        .compose(found -> new ChangeSteps(
                                        statements, caller, subject, found.conversation(), found.time(), groupLimit)
                                .apply(rule.apply(found.conversation()))));
    }

    /** A locked conversation; its next change has this time. */
    record Found(Locked conversation, long time) {}

    static Future<Found> lock(Statements statements, Caller caller, ConversationId conversation, AccountId subject) {
        return statements
                .first(
                        "SELECT id, application_id, kind, title, " + SettingsColumns.NAMES
                                + ", last_seq, rev, member_count, changed_at, ${now} AS now_ms"
                                + " FROM conversation WHERE id = ? AND application_id = ? ${lock}",
                        List.of(conversation.value(), caller.application().value()),
                        Function.identity())
                .map(found -> found.orElseThrow(FailureCode.NOT_FOUND::failure))
                .compose(row -> places(statements, caller, conversation, subject)
                        .compose(places -> Succession.isLastOwner(
                                        statements, conversation.value(), subject, places.get(subject.value()))
                                .map(last -> new Found(
                                        locked(
                                                row,
                                                places.get(caller.account().value()),
                                                places.get(subject.value()),
                                                last),
                                        Math.max(row.getLong("now_ms"), row.getLong("changed_at"))))));
    }

    private static Future<Map<Long, Membership>> places(
            Statements statements, Caller caller, ConversationId conversation, AccountId subject) {
        return statements
                .run(
                        "SELECT account_id, role, active, joined_seq, rev, banned_until, last_post_at FROM member"
                                + " WHERE conversation_id = ? AND account_id IN (?, ?)",
                        List.of(conversation.value(), caller.account().value(), subject.value()))
                .map(rows -> {
                    Map<Long, Membership> places = new HashMap<>();
                    rows.forEach(place -> places.put(place.getLong("account_id"), Rows.place(place)));
                    return places;
                });
    }

    private static Locked locked(Row row, Membership actor, Membership subject, boolean lastOwner) {
        return new Locked(
                new ConversationId(row.getLong("id")),
                new ApplicationId(row.getLong("application_id")),
                ConversationKind.of(row.getString("kind")),
                row.getString("title"),
                SettingsColumns.read(row),
                row.getLong("last_seq"),
                row.getLong("rev"),
                row.getInteger("member_count"),
                row.getLong("now_ms"),
                Optional.ofNullable(actor),
                Optional.ofNullable(subject),
                lastOwner);
    }
}
