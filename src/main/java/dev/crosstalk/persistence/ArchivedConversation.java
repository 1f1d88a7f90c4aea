package dev.crosstalk.persistence;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ArchiveCommand.Page;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ArchivedPlace;
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
 * One conversation as lines of an archive, up to where it stood at the first page: its people, itself, its members, what these
 * have for themselves in it, then what was said and what happened. The cursors, behind the revision and the last message of then:
 * {@code a.…ACCOUNT} after that account; {@code m.…FIRST.ACCOUNT} after that member, with the first message of then; and those of
 * {@link ArchivedBelongings} and {@link ArchivedTimeline}.
 */
final class ArchivedConversation {
    static final String COLUMNS =
            "id, kind, title, created_by, created_at, rev, first_rev, first_seq, last_seq, retention_days, closed, "
                    + SettingsColumns.NAMES;
    private static final int MEMBERS = 500;

    private static final String PLACE =
            ", read_seq, seen_seq, seen_at, muted_until, pinned, archived_seq, marked_unread";
    /** Before the first member. */
    private static final long NONE = 0;

    private final Database database;
    private final ArchivedPeople people;
    private final ArchivedBelongings belongings;
    private final ArchivedTimeline timeline;

    ArchivedConversation(Database database, ArchivedPeople people) {
        this.database = database;
        this.people = people;
        this.belongings = new ArchivedBelongings(database);
        this.timeline = new ArchivedTimeline(database);
    }

    /**
     * Who reads, and what.
     *
     * @param reader who gets what a member may see; null for who gets everything
     * @param listed who has come already; null if the archive is of this conversation alone, and has nothing that people have for
     *     themselves
     */
    record View(Reader reader, Listed listed) {
        boolean isWhole() {
            return reader == null;
        }

        boolean hasBelongings() {
            return listed != null;
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
            case 'm' -> members(reading, cursor.require('m', 4), new ArrayList<>());
            case 'd', 'h' ->
                reading.view().hasBelongings()
                        ? belongings.page(reading.id(), cursor)
                        : Future.failedFuture(ArchiveCursor.unknown());
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
            return members(
                    reading, new ArchiveCursor('m', cursor.number(0), cursor.number(1), reading.first(), NONE), lines);
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
        boolean own = reading.view().hasBelongings();
        return database.reading()
                .list(
                        "SELECT account_id, role, active, joined_seq, rev, banned_until" + PLACE + " FROM member"
                                + " WHERE conversation_id = ? AND account_id > ?" + (all ? "" : " AND active = 1")
                                + " ORDER BY account_id LIMIT ?",
                        List.of(reading.id().value(), cursor.number(3), MEMBERS),
                        row -> member(row, own ? place(row, cursor.number(1)) : null))
                .map(found -> {
                    lines.addAll(found);
                    return reading.page(
                            lines,
                            found.size() == MEMBERS
                                    ? behind(found.get(MEMBERS - 1), cursor)
                                    : behindMembers(cursor, own));
                });
    }

    private static ArchiveCursor behind(ArchiveLine.Member member, ArchiveCursor cursor) {
        return new ArchiveCursor(
                'm', cursor.number(0), cursor.number(1), cursor.number(2), Long.parseLong(member.account()));
    }

    private static ArchiveCursor behindMembers(ArchiveCursor cursor, boolean own) {
        return own
                ? ArchivedBelongings.beginning(cursor.number(0), cursor.number(1), cursor.number(2))
                : ArchivedTimeline.beginning(cursor.number(0), cursor.number(1), cursor.number(2));
    }

    /** Nobody is behind the last message that is told. */
    private static ArchivedPlace place(Row row, long last) {
        long archived = row.getLong("archived_seq");
        return new ArchivedPlace(
                Math.min(row.getLong("read_seq"), last),
                Math.min(row.getLong("seen_seq"), last),
                OwnPlaces.positive(row.getLong("seen_at")),
                OwnPlaces.positive(row.getLong("muted_until")),
                OwnPlaces.positive(row.getLong("pinned")),
                archived < 0 ? null : Long.valueOf(Math.min(archived, last)),
                row.getInteger("marked_unread") == 1 ? true : null);
    }

    private static ArchiveLine.Member member(Row row, ArchivedPlace place) {
        return new ArchiveLine.Member(
                row.getLong("account_id").toString(),
                Role.of(row.getString("role")),
                state(row),
                row.getLong("joined_seq"),
                row.getLong("rev"),
                row.getLong("banned_until"),
                null,
                place);
    }

    /** Of the column active. */
    static String state(Row row) {
        return Membership.State.of(row.getInteger("active")).name().toLowerCase(Locale.ROOT);
    }
}
