package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ContactState;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.conversation.Participants;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether an imported conversation is what it is by its people, and whether it is closed.
 *
 * @param key by which it is found when these people open one; null if it is one of its own
 */
record ImportedIdentity(byte[] key, boolean closed) {
    /** Fewer are a direct conversation, unless somebody has left. */
    private static final int LEAST_OF_A_GROUP = 3;

    private record Person(AccountId id, boolean active, boolean deleted) {}

    /** Reads its staged members, if it depends on them. */
    static Future<ImportedIdentity> of(Statements statements, ConversationId id, ArchiveLine.Conversation line) {
        boolean closed = Boolean.TRUE.equals(line.closed());
        if (line.kind() == ConversationKind.ROOM || line.title() != null) {
            return Future.succeededFuture(new ImportedIdentity(null, closed));
        }
        return statements
                .list(
                        "SELECT i.account_id, i.active, a.name FROM import_member i JOIN account a ON a.id = i.account_id"
                                + " WHERE i.conversation_id = ?",
                        List.of(id.value()),
                        row -> new Person(
                                new AccountId(row.getLong("account_id")),
                                row.getInteger("active") == 1,
                                row.getString("name").isEmpty()))
                .compose(people -> {
                    boolean direct = line.kind() == ConversationKind.DIRECT;
                    boolean ended = direct && people.stream().anyMatch(Person::deleted);
                    byte[] key = isIdentified(direct, people) ? key(people) : null;
                    return closed || ended || !direct
                            ? Future.succeededFuture(new ImportedIdentity(key, closed || ended))
                            : isBlocked(statements, people).map(blocked -> new ImportedIdentity(key, blocked));
                });
    }

    /** Contacts stand there before: one may have been unblocked between the two lines, and nobody writes past a block. */
    private static Future<Boolean> isBlocked(Statements statements, List<Person> people) {
        List<Object> values = new ArrayList<>(List.of(ContactState.BLOCKED.text()));
        List<Person> asked = Marks.padded(people);
        asked.forEach(person -> values.add(person.id().value()));
        asked.forEach(person -> values.add(person.id().value()));
        String among = " IN (" + Marks.list(asked.size()) + ")";
        return statements
                .number(
                        "SELECT COUNT(*) FROM contact WHERE state = ? AND account_id" + among + " AND other_id" + among,
                        values.toArray())
                .map(blocks -> blocks > 0);
    }

    /** Once somebody has left, the group is no more the one of those who were its participants. */
    private static boolean isIdentified(boolean direct, List<Person> people) {
        return direct || (people.size() >= LEAST_OF_A_GROUP && people.stream().allMatch(Person::active));
    }

    private static byte[] key(List<Person> people) {
        return new Participants(people.stream().map(Person::id).toList()).key();
    }
}
