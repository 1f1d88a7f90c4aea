package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ArchiveCommand.Stage;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.OwnKind;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What people have for themselves in a staged conversation, as their rows: which messages they have hidden, and what they were
 * writing. Each row takes a revision of its person, as pages of a person's line are cut between revisions.
 */
final class StagedBelongings {
    private final Statements statements;
    private final Stage command;
    private final ConversationId conversation;
    private final Map<String, AccountId> accounts;
    private final OwnRevisions revisions;

    /** @param accounts all that the lines name */
    StagedBelongings(
            Statements statements, Stage command, ConversationId conversation, Map<String, AccountId> accounts) {
        this.statements = statements;
        this.command = command;
        this.conversation = conversation;
        this.accounts = accounts;
        this.revisions = new OwnRevisions();
    }

    Future<Void> insert() {
        List<ArchiveLine.Own> hidden = of(OwnKind.HIDDEN);
        List<ArchiveLine.Own> drafts = of(OwnKind.DRAFT);
        List<ArchiveLine.Own> others = of(OwnKind.OTHER_DRAFT);
        if (hidden.isEmpty() && drafts.isEmpty() && others.isEmpty()) {
            return Future.succeededFuture();
        }
        for (List<ArchiveLine.Own> lines : List.of(hidden, drafts, others)) {
            lines.forEach(line -> revisions.want(account(line)));
        }
        return revisions
                .take(statements)
                .compose(taken -> hide(hidden))
                .compose(done -> draft(drafts, false))
                .compose(done -> draft(others, true))
                .compose(done -> measure(drafts, others));
    }

    private List<ArchiveLine.Own> of(String what) {
        return command.lines().stream()
                .map(line -> line instanceof ArchiveLine.Own own && own.what().equals(what) ? own : null)
                .filter(Objects::nonNull)
                .toList();
    }

    private long account(ArchiveLine.Own line) {
        return accounts.get(line.account()).value();
    }

    private Future<?> hide(List<ArchiveLine.Own> lines) {
        if (lines.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Object> values = new ArrayList<>();
        lines.forEach(line -> values.addAll(List.of(
                command.application().value(),
                account(line),
                conversation.value(),
                Long.valueOf(line.value()),
                revisions.next(account(line)))));
        return statements.run(
                "${insert-new} INTO hidden (application_id, account_id, conversation_id, seq, user_rev) VALUES "
                        + Marks.tuples(lines.size(), 5),
                values);
    }

    /** @param other whether they are what another device had written: that may stand in a row that is there already */
    private Future<?> draft(List<ArchiveLine.Own> lines, boolean other) {
        if (lines.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Object> values = new ArrayList<>();
        lines.forEach(line -> values.addAll(Arrays.asList(
                command.application().value(),
                account(line),
                conversation.value(),
                other ? "" : line.value(),
                line.replyTo(),
                other ? line.value() : null,
                line.time() == null ? 0 : line.time(),
                revisions.next(account(line)))));
        List<String> said = List.of(other ? "other_text" : "text", "reply_to_seq", "changed_at");
        return statements.run(
                "INSERT INTO draft (application_id, account_id, conversation_id, text, reply_to_seq, other_text,"
                        + " changed_at, user_rev) VALUES " + Marks.tuples(lines.size(), 8) + " "
                        + statements.dialect().orUpdate("account_id, conversation_id", said),
                values);
    }

    private Future<Void> measure(List<ArchiveLine.Own> drafts, List<ArchiveLine.Own> others) {
        List<Long> written = new ArrayList<>();
        drafts.forEach(line -> written.add(account(line)));
        others.forEach(line -> written.add(account(line)));
        if (written.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Long> asked = Marks.padded(written);
        List<Object> values = new ArrayList<>(List.of(conversation.value()));
        values.addAll(asked);
        return statements
                .run(
                        "UPDATE draft SET bytes = OCTET_LENGTH(text) + COALESCE(OCTET_LENGTH(other_text), 0)"
                                + " WHERE conversation_id = ? AND account_id IN (" + Marks.list(asked.size()) + ")",
                        values)
                .mapEmpty();
    }
}
