package dev.crosstalk.persistence;

import dev.crosstalk.account.Name;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.Event;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Role;
import dev.crosstalk.conversation.ConversationStore.NewConversation;
import dev.crosstalk.persistence.Queued.Changed;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Opens conversations. The application's row is locked first: it gives the number, and of two who open the same conversation at
 * once it lets the second find it. The unique keys would refuse it in any case.
 */
final class ConversationOpening {
    private final Database database;
    private final Lanes lanes;
    private final IdMaker ids;

    ConversationOpening(Database database, Lanes lanes, IdMaker ids) {
        this.database = database;
        this.lanes = lanes;
        this.ids = ids;
    }

    Future<ConversationId> open(NewConversation wanted) {
        return existing(database.reading(), wanted)
                .compose(found -> found.map(Future::succeededFuture).orElseGet(() -> insert(wanted)));
    }

    private Future<ConversationId> insert(NewConversation wanted) {
        ConversationId id = new ConversationId(ids.next());
        return lanes.change(id, statements -> insert(statements, wanted, id));
    }

    private Future<Optional<ConversationId>> existing(Statements statements, NewConversation wanted) {
        if (wanted.identified()) {
            return statements.first(
                    "SELECT id FROM conversation WHERE application_id = ? AND participants_key = ?",
                    List.of(wanted.application().value(), wanted.participants().key()),
                    row -> new ConversationId(row.getLong("id")));
        }
        if (wanted.clientId() != null) {
            return statements.first(
                    "SELECT id FROM conversation WHERE created_by = ? AND client_id = ?",
                    List.of(wanted.creator().value(), Binary.of(wanted.clientId())),
                    row -> new ConversationId(row.getLong("id")));
        }
        return Future.succeededFuture(Optional.empty());
    }

    private Future<Changed<ConversationId>> insert(Statements statements, NewConversation wanted, ConversationId id) {
        return statements
                .update(
                        "UPDATE application SET next_chat_number = next_chat_number + 1 WHERE id = ?",
                        wanted.application().value())
                .compose(locked -> {
                    if (locked == 0) {
                        throw FailureCode.NOT_FOUND.because("There is no such application.");
                    }
                    return existing(statements, wanted);
                })
                .compose(found -> found.isPresent()
                        ? takeBackNumber(statements, wanted).map(new Changed<>(found.get(), List.<Event>of()))
                        : insertNew(statements, wanted, id));
    }

    /** The numbers of an application have no gaps. */
    private static Future<Integer> takeBackNumber(Statements statements, NewConversation wanted) {
        return statements.update(
                "UPDATE application SET next_chat_number = next_chat_number - 1 WHERE id = ?",
                wanted.application().value());
    }

    private Future<Changed<ConversationId>> insertNew(
            Statements statements, NewConversation wanted, ConversationId id) {
        return UserRevs.take(
                        statements, wanted.application(), wanted.participants().accounts())
                .compose(userRevs -> {
                    if (userRevs.size() < wanted.participants().size()) {
                        throw FailureCode.NOT_FOUND.because("There is no such account.");
                    }
                    return DirectConversations.requirePresent(
                                    statements, wanted.participants().accounts())
                            .compose(present -> requireUnblocked(statements, wanted))
                            .compose(unblocked -> statements.number(
                                    "SELECT next_chat_number - 1 FROM application WHERE id = ?",
                                    wanted.application().value()))
                            .compose(number -> statements
                                    .now()
                                    .compose(
                                            now -> rows(statements, wanted.titled(number), id, number, now, userRevs)));
                });
    }

    /** To be asked after the accounts are locked: who blocks locks them, too. */
    private static Future<Void> requireUnblocked(Statements statements, NewConversation wanted) {
        List<AccountId> others = wanted.participants().accounts().stream()
                .filter(account -> !account.equals(wanted.creator()))
                .toList();
        if (others.isEmpty()) {
            return Future.succeededFuture();
        }
        return wanted.kind() == ConversationKind.DIRECT
                ? DirectConversations.requireUnblockedEitherWay(statements, wanted.creator(), others)
                : DirectConversations.requireUnblocked(statements, wanted.creator(), others);
    }

    private Future<Changed<ConversationId>> rows(
            Statements statements,
            NewConversation wanted,
            ConversationId id,
            long number,
            long now,
            Map<Long, Long> userRevs) {
        ConversationEvent.Created created = new ConversationEvent.Created(id, 1, wanted.creator(), wanted.title(), now);
        return conversationRow(statements, wanted, id, number, now)
                .compose(done -> memberRows(statements, wanted, id, userRevs))
                .compose(done -> Entries.insert(statements, wanted.application(), created))
                .compose(done ->
                        MemberRows.events(statements, id, wanted.participants().accounts()))
                .map(places -> {
                    List<Event> events = new ArrayList<>(List.of(created));
                    events.addAll(places);
                    return new Changed<>(id, events);
                });
    }

    private static Future<Integer> conversationRow(
            Statements statements, NewConversation wanted, ConversationId id, long number, long now) {
        return statements.update(
                "INSERT INTO conversation (id, application_id, number, kind, title, title_key, participants_key, created_by,"
                        + " client_id, rev, first_rev, last_seq, first_seq, last_id, last_time, member_count, created_at,"
                        + " changed_at, join_policy, permissions)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 1, 0, 1, 0, ?, ?, ?, ?, ?, ?)",
                id.value(),
                wanted.application().value(),
                number,
                wanted.kind().text(),
                wanted.title(),
                wanted.title() == null ? null : Name.key(wanted.title()),
                wanted.identified() ? wanted.participants().key() : null,
                wanted.creator().value(),
                Binary.of(wanted.clientId()),
                now,
                wanted.participants().size(),
                now,
                now,
                wanted.settings().joinPolicy().text(),
                SettingsColumns.permissions(wanted.kind(), wanted.settings()));
    }

    private static Future<Void> memberRows(
            Statements statements, NewConversation wanted, ConversationId id, Map<Long, Long> userRevs) {
        List<Object> values = new ArrayList<>();
        for (AccountId account : wanted.participants().accounts()) {
            boolean owns = account.equals(wanted.creator()) && wanted.kind() != ConversationKind.DIRECT;
            values.addAll(List.of(
                    wanted.application().value(),
                    id.value(),
                    account.value(),
                    (owns ? Role.OWNER : Role.MEMBER).text(),
                    1,
                    0L,
                    1L,
                    userRevs.get(account.value())));
        }
        return statements
                .run(
                        "INSERT INTO member (application_id, conversation_id, account_id, role, active, joined_seq, rev,"
                                + " user_rev) VALUES "
                                + Marks.tuples(wanted.participants().size(), 8),
                        values)
                .mapEmpty();
    }
}
