package dev.crosstalk.persistence;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ArchiveCommand.Page;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Role;
import dev.crosstalk.conversation.Membership;
import dev.crosstalk.message.MessageStore.Reader;
import dev.crosstalk.persistence.ArchivedPeople.Listed;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One conversation as lines of an archive, up to where it stood at the first page: its people, itself, its members, then what was said
 * and what happened. The cursors, behind the revision and the last message of then: {@code a.…ACCOUNT} after that account, {@code
 * m.…ACCOUNT} after that member, and those of {@link ArchivedTimeline}.
 */
final class ArchivedConversation {
    static final String COLUMNS =
            "id, kind, title, created_by, created_at, rev, first_rev, first_seq, last_seq, retention_days, closed, "
                    + SettingsColumns.NAMES;
    private static final int MEMBERS = 500;
    /** Before the first member. */
    private static final long NONE = 0;

    private final Database database;
    private final ArchivedPeople people;
    private final ArchivedTimeline timeline;

    ArchivedConversation(Database database, ArchivedPeople people) {
        this.database = database;
        this.people = people;
        this.timeline = new ArchivedTimeline(database);
    }

    /**
     * Who reads, and what.
     *
     * @param reader who gets what a member may see; null for who gets everything
     * @param listed who has come already; null if the archive is of this conversation alone
     */
    record View(Reader reader, Listed listed) {
        boolean isWhole() {
            return reader == null;
        }

        /** The lowest entry to be seen. */
        long firstRev() {
            return isWhole() ? 0 : reader.firstRev();
        }

        Listed listed(ConversationId conversation, long rev) {
            return listed != null ? listed : Listed.members(conversation, !isWhole(), rev);
        }
    }

    /** A page of a conversation. @param first the first message that is there to be read */
    private record Reading(Row row, ConversationId id, View view, long first) {
        Page page(List<ArchiveLine> lines, ArchiveCursor next) {
            return new Page(lines, next == null ? null : next.toString());
        }
    }

    Future<Page> page(ApplicationId application, ConversationId conversation, View view, String after) {
        return database.reading()
                .first(
                        "SELECT " + COLUMNS + " FROM conversation WHERE id = ? AND application_id = ?",
                        List.of(conversation.value(), application.value()),
                        row -> row)
                .compose(found -> {
                    Row row = found.orElseThrow(FailureCode.NOT_FOUND::failure);
                    long kept = row.getLong("first_seq");
                    long first =
                            view.isWhole() ? kept : Math.max(kept, view.reader().firstSeq());
                    Reading reading = new Reading(row, conversation, view, first);
                    ArchiveCursor cursor = after == null
                            ? new ArchiveCursor('a', row.getLong("rev"), row.getLong("last_seq"), NONE)
                            : ArchiveCursor.parse(after);
                    return page(reading, cursor)
                            .compose(
                                    page -> people.introduced(page.lines(), view.listed(conversation, cursor.number(0)))
                                            .map(lines -> new Page(lines, page.next())));
                });
    }

    private Future<Page> page(Reading reading, ArchiveCursor cursor) {
        return switch (cursor.part()) {
            case 'a' ->
                reading.view().listed() == null
                        ? accounts(reading, cursor.require('a', 3))
                        : begin(reading, cursor, List.of());
            case 'm' -> members(reading, cursor.require('m', 3), new ArrayList<>());
            default ->
                timeline.page(
                        new ArchivedTimeline.Course(
                                reading.id(),
                                reading.view(),
                                reading.first(),
                                cursor.number(0),
                                cursor.numbers().length > 1 ? cursor.number(1) : 0),
                        cursor);
        };
    }

    /** Who reads as a member sees who is a member now, and learns nothing of those who were one before. */
    private Future<Page> accounts(Reading reading, ArchiveCursor cursor) {
        return people.members(reading.id(), !reading.view().isWhole(), cursor.number(2))
                .compose(found -> {
                    long last = ArchivedPeople.last(found);
                    return last < 0
                            ? begin(reading, cursor, found)
                            : Future.succeededFuture(reading.page(found, at('a', cursor, last)));
                });
    }

    private Future<Page> begin(Reading reading, ArchiveCursor cursor, List<ArchiveLine> accounts) {
        return seesCreator(reading).compose(sees -> {
            List<ArchiveLine> lines = new ArrayList<>(accounts);
            lines.add(line(reading, cursor.number(0), sees));
            return members(reading, at('m', cursor, NONE), lines);
        });
    }

    private Future<Boolean> seesCreator(Reading reading) {
        if (reading.view().firstRev() <= 1 || reading.row().getString("kind").equals(ConversationKind.ROOM.text())) {
            return Future.succeededFuture(true);
        }
        return database.reading()
                .number(
                        "SELECT COUNT(*) FROM member WHERE conversation_id = ? AND account_id = ? AND active = 1",
                        reading.id().value(),
                        reading.row().getLong("created_by"))
                .map(count -> count > 0);
    }

    private static ArchiveCursor at(char part, ArchiveCursor cursor, long last) {
        return new ArchiveCursor(part, cursor.number(0), cursor.number(1), last);
    }

    private static ArchiveLine line(Reading reading, long rev, boolean seesCreator) {
        Row row = reading.row();
        boolean closed = reading.view().isWhole() && row.getInteger("closed") == 1;
        long creator = row.getLong("created_by");
        return new ArchiveLine.Conversation(
                row.getLong("id").toString(),
                ConversationKind.of(row.getString("kind")),
                row.getString("title"),
                seesCreator && creator != ImportedConversations.NOBODY ? Long.toString(creator) : null,
                row.getLong("created_at"),
                rev,
                Math.min(rev, row.getLong("first_rev")),
                reading.first(),
                SettingsColumns.read(row),
                row.getInteger("retention_days"),
                closed);
    }

    private Future<Page> members(Reading reading, ArchiveCursor cursor, List<ArchiveLine> lines) {
        boolean all = reading.view().isWhole();
        return database.reading()
                .list(
                        "SELECT account_id, role, active, joined_seq, rev, banned_until FROM member"
                                + " WHERE conversation_id = ? AND account_id > ?" + (all ? "" : " AND active = 1")
                                + " ORDER BY account_id LIMIT ?",
                        List.of(reading.id().value(), cursor.number(2), MEMBERS),
                        ArchivedConversation::member)
                .map(found -> {
                    lines.addAll(found);
                    boolean more = found.size() == MEMBERS;
                    return reading.page(
                            lines,
                            more
                                    ? at(
                                            'm',
                                            cursor,
                                            Long.parseLong(
                                                    found.get(MEMBERS - 1).account()))
                                    : ArchivedTimeline.beginning(cursor.number(0), cursor.number(1), reading.first()));
                });
    }

    private static ArchiveLine.Member member(Row row) {
        return new ArchiveLine.Member(
                row.getLong("account_id").toString(),
                Role.of(row.getString("role")),
                state(row),
                row.getLong("joined_seq"),
                row.getLong("rev"),
                row.getLong("banned_until"),
                null);
    }

    /** Of the column active. */
    static String state(Row row) {
        return Membership.State.of(row.getInteger("active")).name().toLowerCase(Locale.ROOT);
    }
}
