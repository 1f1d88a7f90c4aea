package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ArchiveCommand.Page;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Role;
import dev.crosstalk.conversation.Membership;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One conversation as lines of an archive, up to where it stood at the first page: itself, its members, then what was said and what
 * happened. The cursor: {@code m.REV.LAST.ACCOUNT} after that member, {@code t.REV.LAST.SEQ} after that message.
 */
final class ArchivedConversation {
    private static final int MEMBERS = 500;
    /** How many messages are looked at for those of one person. */
    private static final int WINDOW = 2_000;

    private final Database database;
    private final ArchivedTimeline timeline;

    ArchivedConversation(Database database) {
        this.database = database;
        this.timeline = new ArchivedTimeline(database);
    }

    /**
     * Who reads, and what.
     *
     * @param from the first message; null for all
     * @param viewer null for who gets everything
     * @param accounts whether members come with their accounts, or these have come already
     */
    record View(Long from, AccountId viewer, boolean accounts) {}

    Future<Page> page(ApplicationId application, ConversationId conversation, View view, String after) {
        return database.reading()
                .first(
                        "SELECT id, kind, title, created_by, created_at, rev, first_rev, first_seq, last_seq, retention_days, "
                                + SettingsColumns.NAMES + " FROM conversation WHERE id = ? AND application_id = ?",
                        List.of(conversation.value(), application.value()),
                        row -> row)
                .compose(found -> {
                    Row row = found.orElseThrow(FailureCode.NOT_FOUND::failure);
                    long first = view.from() == null
                            ? row.getLong("first_seq")
                            : Math.max(row.getLong("first_seq"), view.from());
                    if (after == null) {
                        return begin(row, first, conversation, view);
                    }
                    ArchiveCursor cursor = ArchiveCursor.parse(after, 3);
                    return cursor.part() == 'm'
                            ? members(conversation, view, cursor, first, new ArrayList<>())
                            : timeline.page(conversation, view, cursor, first);
                });
    }

    private Future<Page> begin(Row row, long first, ConversationId conversation, View view) {
        List<ArchiveLine> lines = new ArrayList<>();
        ArchiveCursor cursor = new ArchiveCursor('m', row.getLong("rev"), row.getLong("last_seq"), 0);
        if (!view.accounts()) {
            lines.add(line(row, first));
            return members(conversation, view, cursor, first, lines);
        }
        // Accounts stand before the conversation that they are in: therefore the first page holds them all.
        return accounts(conversation, 0, lines).compose(done -> {
            lines.add(line(row, first));
            return members(conversation, view, cursor, first, lines);
        });
    }

    private Future<Void> accounts(ConversationId conversation, long after, List<ArchiveLine> lines) {
        return database.reading()
                .list(
                        "SELECT a.id, a.name, a.created_at FROM member m JOIN account a ON a.id = m.account_id"
                                + " WHERE m.conversation_id = ? AND m.account_id > ? ORDER BY m.account_id LIMIT ?",
                        List.of(conversation.value(), after, MEMBERS),
                        row -> ArchiveLine.Account.of(
                                row.getLong("id"), row.getString("name"), row.getLong("created_at")))
                .compose(found -> {
                    lines.addAll(found);
                    return found.size() < MEMBERS
                            ? Future.succeededFuture()
                            : accounts(
                                    conversation,
                                    Long.parseLong(found.get(MEMBERS - 1).id()),
                                    lines);
                });
    }

    private static ArchiveLine line(Row row, long first) {
        return new ArchiveLine.Conversation(
                row.getLong("id").toString(),
                ConversationKind.of(row.getString("kind")),
                row.getString("title"),
                row.getLong("created_by").toString(),
                row.getLong("created_at"),
                row.getLong("rev"),
                row.getLong("first_rev"),
                first,
                SettingsColumns.read(row),
                row.getInteger("retention_days"));
    }

    private Future<Page> members(
            ConversationId conversation, View view, ArchiveCursor cursor, long first, List<ArchiveLine> lines) {
        return database.reading()
                .list(
                        "SELECT account_id, role, active, joined_seq, rev FROM member"
                                + " WHERE conversation_id = ? AND account_id > ? ORDER BY account_id LIMIT ?",
                        List.of(conversation.value(), cursor.number(2), MEMBERS),
                        row -> member(row, null))
                .map(found -> {
                    lines.addAll(found);
                    boolean more = found.size() == MEMBERS;
                    ArchiveCursor next = more
                            ? new ArchiveCursor(
                                    'm',
                                    cursor.number(0),
                                    cursor.number(1),
                                    Long.parseLong(found.get(MEMBERS - 1).account()))
                            : new ArchiveCursor('t', cursor.number(0), cursor.number(1), first - 1);
                    return new Page(lines, next.toString());
                });
    }

    private static ArchiveLine.Member member(Row row, Long readSeq) {
        return new ArchiveLine.Member(
                row.getLong("account_id").toString(),
                Role.of(row.getString("role")),
                Membership.State.of(row.getInteger("active")).name().toLowerCase(Locale.ROOT),
                row.getLong("joined_seq"),
                row.getLong("rev"),
                readSeq);
    }

    /** A conversation that somebody is or was in, and the place in it. */
    Future<List<ArchiveLine>> place(Caller caller, ConversationId conversation) {
        Future<List<ArchiveLine>> about = database.reading()
                .list(
                        "SELECT id, kind, title, created_by, created_at, rev, first_rev, first_seq, retention_days, "
                                + SettingsColumns.NAMES + " FROM conversation WHERE id = ?",
                        List.of(conversation.value()),
                        row -> line(row, row.getLong("first_seq")));
        Future<List<ArchiveLine>> place = database.reading()
                .list(
                        "SELECT account_id, role, active, joined_seq, rev, read_seq FROM member"
                                + " WHERE conversation_id = ? AND account_id = ?",
                        List.of(conversation.value(), caller.account().value()),
                        row -> member(row, row.getLong("read_seq")));
        String mine = " WHERE account_id = ? AND conversation_id = ?";
        Future<List<ArchiveLine>> draft = own(caller, conversation, "draft", "text AS value FROM draft" + mine);
        Future<List<ArchiveLine>> saved =
                own(caller, conversation, "saved", "seq AS value FROM saved" + mine + " AND active = 1 ORDER BY seq");
        return Future.all(about, place, draft, saved).map(all -> {
            List<ArchiveLine> lines = new ArrayList<>(about.result());
            lines.addAll(place.result());
            lines.addAll(draft.result());
            lines.addAll(saved.result());
            return lines;
        });
    }

    private Future<List<ArchiveLine>> own(Caller caller, ConversationId conversation, String what, String sql) {
        return database.reading()
                .list(
                        "SELECT " + sql,
                        List.of(caller.account().value(), conversation.value()),
                        row -> new ArchiveLine.Own(
                                what, conversation.toString(), String.valueOf(row.getValue("value"))));
    }

    /** @param reached up to which message was looked; -1 when that was the last */
    record Said(List<ArchiveLine> lines, long reached) {}

    /** What somebody has said after that message; nobody else's words. */
    Future<Said> said(AccountId account, ConversationId conversation, long after) {
        return database.reading()
                .first(
                        "SELECT first_seq, last_seq FROM conversation WHERE id = ?",
                        List.of(conversation.value()),
                        row -> row)
                .compose(found -> {
                    long last = found.map(row -> row.getLong("last_seq")).orElse(0L);
                    long from = Math.max(
                            after, found.map(row -> row.getLong("first_seq")).orElse(1L) - 1);
                    return timeline.said(account, conversation, from, Math.min(last, from + WINDOW))
                            .map(said -> said.reached() >= last ? new Said(said.lines(), -1) : said);
                });
    }
}
