package dev.crosstalk.persistence;

import dev.crosstalk.archive.ArchiveCheck;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ArchiveCommand.Stage;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ArchivedPlace;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.conversation.Membership;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Lines of a conversation as rows; one that is there already stays, so that a repetition does no harm. */
final class StagedRows {
    /** A statement of SQLite has at most 32,766 values. */
    private static final int ROWS = 1_000;

    private final Statements statements;
    private final IdMaker ids;
    private final Stage command;
    private final ConversationId conversation;
    private final Map<String, AccountId> accounts;
    private final StagedReactions reactions;
    private final Map<Table, List<Object[]>> rows = new LinkedHashMap<>();
    private final TreeMap<Long, Long> lines = new TreeMap<>();
    private final Set<Long> edited = new HashSet<>();

    /** Where lines go. */
    private enum Table {
        IMPORT_MEMBER(
                "account_id, role, active, joined_seq, rev, banned_until, read_seq, seen_seq, seen_at, muted_until,"
                        + " pinned, archived_seq, marked_unread"),
        MESSAGE("seq, id, rev, created_rev, sender_id, client_id, text, created_at, edited_at, deleted_at,"
                + " deleted_by, reply_to_seq, mentions"),
        MENTION("account_id, seq"),
        TOMBSTONE("seq"),
        MESSAGE_EDIT("seq, edit, text, created_at"),
        REACTION("seq, account_id, kind, active, count_after, first_rev, rev, created_at"),
        PIN("seq, rev, account_id, created_at"),
        ENTRY("rev, after_seq, kind, actor_id, subject_id, data, created_at");

        private final String columns;

        Table(String columns) {
            this.columns = columns;
        }
    }

    /** @param accounts all that the lines name */
    StagedRows(
            Statements statements,
            IdMaker ids,
            Stage command,
            ConversationId conversation,
            Map<String, AccountId> accounts) {
        this.statements = statements;
        this.ids = ids;
        this.command = command;
        this.conversation = conversation;
        this.accounts = accounts;
        this.reactions = new StagedReactions(statements, conversation);
    }

    Future<Void> insert() {
        return reactions
                .countEarlier(command.lines())
                .compose(counted -> {
                    for (int i = 0; i < command.lines().size(); i++) {
                        add(command.lines().get(i), command.line() + i);
                    }
                    return insertRows();
                })
                .compose(done -> requireAll())
                .compose(done -> reactions.sum())
                .compose(done -> countEdits());
    }

    private Future<Void> insertRows() {
        Future<Void> done = Future.succeededFuture();
        for (Map.Entry<Table, List<Object[]>> table : rows.entrySet()) {
            for (int from = 0; from < table.getValue().size(); from += ROWS) {
                List<Object[]> some = table.getValue()
                        .subList(from, Math.min(from + ROWS, table.getValue().size()));
                done = done.compose(last -> insert(table.getKey(), some));
            }
        }
        return done;
    }

    private void add(ArchiveLine line, long number) {
        if (line instanceof ArchiveLine.Member member) {
            add(member);
        } else if (line instanceof ArchiveLine.Message message) {
            lines.put(message.seq(), number);
            add(message);
        } else if (line instanceof ArchiveLine.Edit edit) {
            edited.add(edit.seq());
            add(Table.MESSAGE_EDIT, edit.seq(), edit.edit(), edit.text(), edit.time());
        } else if (line instanceof ArchiveLine.Reaction reaction) {
            add(Table.REACTION, reactions.row(reaction, id(reaction.account())));
        } else if (line instanceof ArchiveLine.Pin pin) {
            add(Table.PIN, pin.seq(), pin.rev(), id(pin.account()), pin.time());
        } else if (line instanceof ArchiveLine.Entry entry) {
            add(
                    Table.ENTRY,
                    entry.rev(),
                    entry.afterSeq(),
                    entry.kind(),
                    id(entry.actor()),
                    id(entry.subject()),
                    entry.data(),
                    entry.time());
        }
    }

    private void add(ArchiveLine.Member member) {
        ArchivedPlace place = member.place();
        boolean placed = place != null;
        add(
                Table.IMPORT_MEMBER,
                id(member.account()),
                member.role().text(),
                Membership.State.valueOf(member.state().toUpperCase(Locale.ROOT))
                        .stored(),
                member.joinedSeq(),
                member.rev(),
                member.bannedUntil(),
                placed ? place.readSeq() : null,
                placed ? place.seenSeq() : null,
                placed ? place.seenAt() : null,
                placed ? place.mutedUntil() : null,
                placed ? place.pinned() : null,
                placed ? place.archivedSeq() : null,
                placed && place.markedUnread() != null ? 1 : null);
    }

    private void add(ArchiveLine.Message message) {
        List<String> mentioned = new ArrayList<>();
        if (message.mentions() != null) {
            message.mentions().forEach(account -> mentioned.add(id(account).toString()));
        }
        if (Boolean.TRUE.equals(message.everyone())) {
            mentioned.add("0");
        }
        add(
                Table.MESSAGE,
                message.seq(),
                ids.next(),
                message.rev(),
                message.rev(),
                id(message.sender()),
                Binary.of(clientId(message)),
                message.text(),
                message.time(),
                message.editedAt(),
                message.deletedAt(),
                id(message.deletedBy()),
                message.replyTo(),
                mentioned.isEmpty() ? null : String.join(",", mentioned));
        if (message.deletedAt() != null) {
            add(Table.TOMBSTONE, message.seq());
        } else {
            mentioned.forEach(account -> add(Table.MENTION, Long.valueOf(account), message.seq()));
        }
    }

    /** One that has none gets always the same. */
    private UUID clientId(ArchiveLine.Message message) {
        return message.clientId() != null
                ? message.clientId()
                : UUID.nameUUIDFromBytes((command.id() + "/" + command.original() + "/" + message.seq())
                        .getBytes(StandardCharsets.UTF_8));
    }

    private Long id(String original) {
        return original == null ? null : accounts.get(original).value();
    }

    private void add(Table table, Object... values) {
        rows.computeIfAbsent(table, unseen -> new ArrayList<>()).add(values);
    }

    private Future<Void> insert(Table table, List<Object[]> some) {
        List<Object> values = new ArrayList<>();
        for (Object[] row : some) {
            values.add(command.application().value());
            values.add(conversation.value());
            values.addAll(Arrays.asList(row));
        }
        String row = "(" + Marks.list(some.get(0).length + 2) + ")";
        return statements
                .run(
                        "${insert-new} INTO " + table.name().toLowerCase(Locale.ROOT)
                                + " (application_id, conversation_id, " + table.columns + ") VALUES "
                                + String.join(",", Collections.nCopies(some.size(), row)),
                        values)
                .mapEmpty();
    }

    /** What was left out as it seemed to be there must be there: two messages of one clientId are not one. */
    private Future<Void> requireAll() {
        if (lines.isEmpty()) {
            return Future.succeededFuture();
        }
        return statements
                .list(
                        "SELECT seq FROM message WHERE conversation_id = ? AND seq BETWEEN ? AND ?",
                        List.of(conversation.value(), lines.firstKey(), lines.lastKey()),
                        row -> row.getLong("seq"))
                .map(found -> {
                    found.forEach(lines::remove);
                    if (!lines.isEmpty()) {
                        throw ArchiveCheck.at(
                                lines.firstEntry().getValue(), "its sender has used this clientId before");
                    }
                    return null;
                });
    }

    private Future<Void> countEdits() {
        if (edited.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Long> asked = Marks.padded(edited);
        List<Object> values = new ArrayList<>(List.of(conversation.value()));
        values.addAll(asked);
        return statements
                .run(
                        "UPDATE message SET edits = (SELECT COALESCE(MAX(e.edit), 0) FROM message_edit e"
                                + " WHERE e.conversation_id = message.conversation_id AND e.seq = message.seq)"
                                + " WHERE conversation_id = ? AND seq IN (" + Marks.list(asked.size()) + ")",
                        values)
                .mapEmpty();
    }
}
