package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ArchiveCommand.Stage;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.conversation.Membership;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Lines of a conversation as rows; one that is there already stays, so that a repetition does no harm. */
final class StagedRows {
    /** Bytes of reactions are few; a statement of SQLite has at most 32,766 values. */
    private static final int ROWS = 1_000;

    private final Statements statements;
    private final IdMaker ids;
    private final Stage command;
    private final ConversationId conversation;
    private final Map<String, AccountId> accounts;
    private final Map<Table, List<Object[]>> rows = new LinkedHashMap<>();
    private final List<Long> seqs = new ArrayList<>();

    /** Where lines go. */
    private enum Table {
        IMPORT_MEMBER("account_id, role, active, joined_seq, rev"),
        MESSAGE("seq, id, rev, created_rev, sender_id, client_id, text, created_at, edited_at, edits, deleted_at,"
                + " deleted_by, reply_to_seq, mentions"),
        MENTION("account_id, seq"),
        MESSAGE_EDIT("seq, edit, text, created_at"),
        REACTION("seq, account_id, kind, active, count_after, first_rev, rev, created_at"),
        REACTION_KIND("seq, kind, count, first_rev"),
        PIN("seq, rev, account_id, created_at"),
        ENTRY("rev, after_seq, kind, actor_id, subject_id, data, created_at");

        private final String columns;

        Table(String columns) {
            this.columns = columns;
        }
    }

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
    }

    Future<Void> insert() {
        Map<Long, Integer> edits = command.lines().stream()
                .filter(ArchiveLine.Edit.class::isInstance)
                .map(ArchiveLine.Edit.class::cast)
                .collect(Collectors.toMap(ArchiveLine.Edit::seq, edit -> 1, Integer::sum));
        command.lines().forEach(line -> add(line, edits));
        addKinds();
        Future<Void> done = Future.succeededFuture();
        for (Map.Entry<Table, List<Object[]>> table : rows.entrySet()) {
            for (int from = 0; from < table.getValue().size(); from += ROWS) {
                List<Object[]> some = table.getValue()
                        .subList(from, Math.min(from + ROWS, table.getValue().size()));
                done = done.compose(last -> insert(table.getKey(), some));
            }
        }
        return done.compose(last -> requireAll());
    }

    private void add(ArchiveLine line, Map<Long, Integer> edits) {
        if (line instanceof ArchiveLine.Member member) {
            add(
                    Table.IMPORT_MEMBER,
                    id(member.account()),
                    member.role().text(),
                    Membership.State.valueOf(member.state().toUpperCase(Locale.ROOT))
                            .stored(),
                    member.joinedSeq(),
                    member.rev());
        } else if (line instanceof ArchiveLine.Message message) {
            add(message, edits.getOrDefault(message.seq(), 0));
        } else if (line instanceof ArchiveLine.Edit edit) {
            add(Table.MESSAGE_EDIT, edit.seq(), edit.edit(), edit.text(), edit.time());
        } else if (line instanceof ArchiveLine.Reaction reaction) {
            add(reaction);
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

    private void add(ArchiveLine.Message message, int edits) {
        seqs.add(message.seq());
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
                edits,
                message.deletedAt(),
                id(message.deletedBy()),
                message.replyTo(),
                mentioned.isEmpty() ? null : String.join(",", mentioned));
        if (message.deletedAt() == null) {
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

    /** Those of a message follow it in one batch, in the order of their revisions. */
    private void add(ArchiveLine.Reaction reaction) {
        int before = 0;
        long kindRev = reaction.rev();
        for (Object[] row : rows.getOrDefault(Table.REACTION, List.of())) {
            if (row[0].equals(reaction.seq()) && row[2].equals(reaction.kind())) {
                before++;
                kindRev = Math.min(kindRev, (Long) row[5]);
            }
        }
        add(
                Table.REACTION,
                reaction.seq(),
                id(reaction.account()),
                reaction.kind(),
                1,
                before + 1,
                kindRev,
                reaction.rev(),
                reaction.time());
    }

    /** Of each kind on a message the last of its reactions has counted them all. */
    private void addKinds() {
        Map<List<Object>, Object[]> kinds = new LinkedHashMap<>();
        for (Object[] row : rows.getOrDefault(Table.REACTION, List.of())) {
            kinds.put(List.of(row[0], row[2]), new Object[] {row[0], row[2], row[4], row[5]});
        }
        kinds.values().forEach(kind -> add(Table.REACTION_KIND, kind));
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
        if (seqs.isEmpty()) {
            return Future.succeededFuture();
        }
        return statements
                .number(
                        "SELECT COUNT(*) FROM message WHERE conversation_id = ? AND seq BETWEEN ? AND ?",
                        conversation.value(),
                        seqs.get(0),
                        seqs.get(seqs.size() - 1))
                .map(count -> {
                    if (count != seqs.size()) {
                        throw FailureCode.BAD_ARCHIVE.because("A clientId is used twice between the messages "
                                + seqs.get(0) + " and " + seqs.get(seqs.size() - 1) + ".");
                    }
                    return null;
                });
    }
}
