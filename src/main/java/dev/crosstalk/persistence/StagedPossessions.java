package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ArchiveCommand.Stage;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ContactState;
import dev.crosstalk.bus.OwnKind;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What people of an archive have besides what belongs to one conversation: contacts, which stand there before anybody can find the
 * people, and what was saved of conversations that are visible by then. What is saved of a message that is not there is left out: it
 * was saved while the archive was made.
 */
final class StagedPossessions {
    private final ImportedAccounts accounts;

    StagedPossessions(ImportedAccounts accounts) {
        this.accounts = accounts;
    }

    Future<Void> stage(Statements statements, Stage command) {
        List<ArchiveLine.Contact> contacts = command.lines().stream()
                .map(line -> line instanceof ArchiveLine.Contact contact ? contact : null)
                .filter(Objects::nonNull)
                .toList();
        List<ArchiveLine.Own> saved = command.lines().stream()
                .map(line -> line instanceof ArchiveLine.Own own && own.what().equals(OwnKind.SAVED) ? own : null)
                .filter(Objects::nonNull)
                .toList();
        if (contacts.isEmpty() && saved.isEmpty()) {
            return Future.succeededFuture();
        }
        return accounts.of(statements, command)
                .compose(known -> relate(statements, command, known, contacts)
                        .compose(done -> keep(statements, command, known, saved)));
    }

    private record Side(long account, long other, ContactState state, Long time) {}

    private static Future<Void> relate(
            Statements statements, Stage command, Map<String, AccountId> known, List<ArchiveLine.Contact> contacts) {
        List<Side> sides = new ArrayList<>();
        for (ArchiveLine.Contact contact : contacts) {
            long account = known.get(contact.account()).value();
            long other = known.get(contact.other()).value();
            sides.add(new Side(account, other, contact.state(), contact.time()));
            sides.add(new Side(other, account, contact.otherState(), contact.otherTime()));
        }
        sides.removeIf(side -> side.state() == null);
        if (sides.isEmpty()) {
            return Future.succeededFuture();
        }
        OwnRevisions revisions = new OwnRevisions();
        sides.forEach(side -> revisions.want(side.account()));
        return revisions
                .take(statements)
                .compose(taken -> {
                    List<Object> values = new ArrayList<>();
                    sides.forEach(side -> values.addAll(List.of(
                            command.application().value(),
                            side.account(),
                            side.other(),
                            side.state().text(),
                            revisions.next(side.account()),
                            side.time() == null ? 0L : side.time())));
                    return statements.run(
                            "${insert-new} INTO contact (application_id, account_id, other_id, state, user_rev, changed_at)"
                                    + " VALUES " + Marks.tuples(sides.size(), 6),
                            values);
                })
                .mapEmpty();
    }

    private record Message(long conversation, long seq) {}

    private record Kept(long account, Message message, Long time) {}

    private static Future<Void> keep(
            Statements statements, Stage command, Map<String, AccountId> known, List<ArchiveLine.Own> saved) {
        if (saved.isEmpty()) {
            return Future.succeededFuture();
        }
        return conversations(statements, command, saved).compose(conversations -> {
            List<Kept> kept = saved.stream()
                    .filter(line -> conversations.containsKey(line.name()))
                    .map(line -> new Kept(
                            known.get(line.account()).value(),
                            new Message(conversations.get(line.name()), Long.parseLong(line.value())),
                            line.time()))
                    .toList();
            return there(statements, kept)
                    .compose(there -> insert(
                            statements,
                            command,
                            kept.stream()
                                    .filter(one -> there.contains(one.message()))
                                    .toList()));
        });
    }

    private static Future<Map<String, Long>> conversations(
            Statements statements, Stage command, List<ArchiveLine.Own> saved) {
        Set<String> originals = new HashSet<>();
        saved.forEach(line -> originals.add(line.name()));
        List<String> asked = Marks.padded(originals);
        List<Object> values = new ArrayList<>(List.of(Binary.of(command.id())));
        values.addAll(asked);
        return statements
                .run(
                        "SELECT original, conversation_id FROM import_conversation WHERE import_id = ? AND committed = 1"
                                + " AND original IN (" + Marks.list(asked.size()) + ")",
                        values)
                .map(rows -> {
                    Map<String, Long> found = new HashMap<>();
                    rows.forEach(row -> found.put(row.getString("original"), row.getLong("conversation_id")));
                    return found;
                });
    }

    /** Which of the messages there are. */
    private static Future<Set<Message>> there(Statements statements, List<Kept> kept) {
        Set<Message> asked = new HashSet<>();
        kept.forEach(one -> asked.add(one.message()));
        if (asked.isEmpty()) {
            return Future.succeededFuture(Set.of());
        }
        return statements
                .list(
                        "SELECT m.conversation_id, m.seq FROM ${numbered} ${each-with} message m"
                                + " ON m.conversation_id = k.id AND m.seq = k.number",
                        List.of(RowsOf.numbers(asked.stream()
                                .map(one -> new long[] {one.conversation(), one.seq()})
                                .toList())),
                        row -> new Message(row.getLong("conversation_id"), row.getLong("seq")))
                .map(Set::copyOf);
    }

    private static Future<Void> insert(Statements statements, Stage command, List<Kept> kept) {
        if (kept.isEmpty()) {
            return Future.succeededFuture();
        }
        OwnRevisions revisions = new OwnRevisions();
        kept.forEach(one -> revisions.want(one.account()));
        return revisions
                .take(statements)
                .compose(taken -> {
                    List<Object> values = new ArrayList<>();
                    kept.forEach(one -> values.addAll(List.of(
                            command.application().value(),
                            one.account(),
                            one.message().conversation(),
                            one.message().seq(),
                            one.time() == null ? 0L : one.time(),
                            revisions.next(one.account()))));
                    return statements.run(
                            "${insert-new} INTO saved (application_id, account_id, conversation_id, seq, saved_at, user_rev,"
                                    + " active) VALUES "
                                    + String.join(
                                            ",",
                                            java.util.Collections.nCopies(kept.size(), "(" + Marks.list(6) + ", 1)")),
                            values);
                })
                .mapEmpty();
    }
}
