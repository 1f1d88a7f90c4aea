package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ContactState;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.conversation.Participants;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * The direct conversation of two people, if they have one, as far as blocking goes: it is closed while one of them blocks the
 * other. The mark stands in the row that every post locks, so that posting asks for it by no statement of its own.
 */
final class DirectConversations {
    private DirectConversations() {}

    /** Locks it; and that there is none, as who opens one locks the application first, too. */
    static Future<?> lock(Statements statements, ApplicationId application, AccountId one, AccountId other) {
        return statements
                .run("SELECT id FROM application WHERE id = ? ${lock}", List.of(application.value()))
                .compose(locked -> statements.run(
                        "SELECT id FROM conversation WHERE application_id = ? AND participants_key = ? ${lock}",
                        List.of(application.value(), key(one, other))));
    }

    /** To be called under the lock. */
    static Future<?> close(
            Statements statements, ApplicationId application, AccountId one, AccountId other, boolean closed) {
        return statements.update(
                "UPDATE conversation SET closed = ? WHERE application_id = ? AND participants_key = ?",
                closed ? 1 : 0,
                application.value(),
                key(one, other));
    }

    private static byte[] key(AccountId one, AccountId other) {
        return new Participants(List.of(one, other)).key();
    }

    /**
     * Refuses to bring people together with who is blocked by one of them.
     *
     * @return fails with {@link FailureCode#FORBIDDEN}
     */
    static Future<Void> requireUnblocked(Statements statements, AccountId actor, List<AccountId> people) {
        return none(
                statements,
                "SELECT COUNT(*) FROM contact WHERE other_id = ? AND state = ? AND account_id",
                actor,
                people);
    }

    /** Refuses to bring people together of whom one was deleted. */
    static Future<Void> requirePresent(Statements statements, List<AccountId> people) {
        List<AccountId> asked = Marks.padded(people);
        List<Object> values = new ArrayList<>();
        asked.forEach(person -> values.add(person.value()));
        return statements
                .number(
                        "SELECT COUNT(*) FROM account WHERE id IN (" + Marks.list(asked.size())
                                + ") AND kind NOT IN ('guest', 'registered')",
                        values.toArray())
                .map(gone -> {
                    if (gone > 0) {
                        throw FailureCode.NOT_FOUND.because("There is no such account.");
                    }
                    return null;
                });
    }

    /** Also refuses to bring people together with who blocks one of them. */
    static Future<Void> requireUnblockedEitherWay(Statements statements, AccountId actor, List<AccountId> people) {
        return requireUnblocked(statements, actor, people)
                .compose(done -> none(
                        statements,
                        "SELECT COUNT(*) FROM contact WHERE account_id = ? AND state = ? AND other_id",
                        actor,
                        people));
    }

    private static Future<Void> none(Statements statements, String count, AccountId actor, List<AccountId> people) {
        List<Object> values = new ArrayList<>(List.of(actor.value(), ContactState.BLOCKED.text()));
        List<AccountId> asked = Marks.padded(people);
        asked.forEach(person -> values.add(person.value()));
        return statements
                .number(count + " IN (" + Marks.list(asked.size()) + ")", values.toArray())
                .map(blocks -> {
                    if (blocks > 0) {
                        throw FailureCode.FORBIDDEN.failure();
                    }
                    return null;
                });
    }
}
