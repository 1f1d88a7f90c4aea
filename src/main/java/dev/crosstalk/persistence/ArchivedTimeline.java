package dev.crosstalk.persistence;

import dev.crosstalk.bus.ArchiveCommand.Page;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.conversation.StoredEntry;
import dev.crosstalk.persistence.ArchivedConversation.View;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages with what belongs to them, and the entries between them, as lines of an archive. The cursors: {@code t.REV.LAST.SEQ.ENTRY}
 * behind that message with all that belongs to it, and behind the entry of that revision; {@code b.REV.LAST.SEQ.ENTRY.EDIT.REACTION}
 * within what belongs to a message that has more than fits a page, behind that earlier text and the reaction of that revision.
 */
final class ArchivedTimeline {
    /** Entries in one page. */
    private static final int ENTRIES = 500;

    private final Database database;
    private final ArchivedMessages messages;

    ArchivedTimeline(Database database) {
        this.database = database;
        this.messages = new ArchivedMessages(database);
    }

    /**
     * What is read by all pages.
     *
     * @param first the first message that is there, and that the reader may see
     * @param rev the conversation's when the first page was read; nothing that happened later is told
     * @param last the last message of then
     */
    record Course(ConversationId conversation, View view, long first, long rev, long last) {

        ArchiveCursor behind(long seq, long entry) {
            return new ArchiveCursor('t', rev, last, seq, entry);
        }

        ArchiveCursor within(long seq, long entry, HeavyMessage.Place place) {
            return new ArchiveCursor('b', rev, last, seq, entry, place.edit(), place.reaction());
        }

        /** What stands before the first message is behind nothing: its place is the beginning. */
        long place(StoredEntry entry) {
            return Math.max(first - 1, entry.afterSeq());
        }
    }

    static ArchiveCursor beginning(long rev, long last, long first) {
        return new ArchiveCursor('t', rev, last, first - 1, 0);
    }

    Future<Page> page(Course course, ArchiveCursor cursor) {
        if (cursor.part() == 'b') {
            cursor.require('b', 6);
            return requireKept(course.first() <= cursor.number(2)).compose(kept -> belongings(course, cursor));
        }
        cursor.require('t', 4);
        return requireKept(course.first() <= cursor.number(2) + 1).compose(kept -> messages(course, cursor));
    }

    private static Future<Void> requireKept(boolean kept) {
        return kept ? Future.succeededFuture() : Future.failedFuture(ArchivedMessages.removed());
    }

    private Future<Page> messages(Course course, ArchiveCursor cursor) {
        long after = cursor.number(2);
        long entry = cursor.number(3);
        return messages.reach(course.conversation(), after, course.last(), null)
                .compose(reach -> entries(course, entry, reach.isHeavy() ? after : reach.to())
                        .compose(entries -> {
                            if (entries.size() > ENTRIES) {
                                return cut(course, after, entries.subList(0, ENTRIES));
                            }
                            long told = entries.isEmpty()
                                    ? entry
                                    : entries.get(entries.size() - 1).rev();
                            return reach.isHeavy()
                                    ? heavy(course, after + 1, told, entries)
                                    : light(course, after, reach.to(), entries)
                                            .map(lines -> new Page(
                                                    lines,
                                                    reach.to() >= course.last()
                                                            ? null
                                                            : course.behind(reach.to(), told)
                                                                    .toString()));
                        }));
    }

    /** Behind an entry and up to a message, one more than fits. Their order is that of the messages that they are behind. */
    private Future<List<StoredEntry>> entries(Course course, long entry, long to) {
        return database.reading()
                .list(
                        ArchivedRows.ENTRIES
                                + " AND rev > ? AND rev >= ? AND rev <= ? AND after_seq <= ?"
                                + " ORDER BY rev LIMIT ?",
                        List.of(
                                course.conversation().value(),
                                entry,
                                course.view().firstRev(),
                                course.rev(),
                                to,
                                ENTRIES + 1),
                        Entries::stored);
    }

    /** More happened than fits: the page ends behind the last entry that does. */
    private Future<Page> cut(Course course, long after, List<StoredEntry> entries) {
        StoredEntry end = entries.get(entries.size() - 1);
        long to = Math.max(after, course.place(end));
        return light(course, after, to, entries)
                .map(lines -> new Page(lines, course.behind(to, end.rev()).toString()));
    }

    private Future<List<ArchiveLine>> light(Course course, long after, long to, List<StoredEntry> entries) {
        return messages.light(course.conversation(), course.view().reader(), after, to)
                .map(blocks -> {
                    List<ArchiveLine> lines = new ArrayList<>();
                    int next = 0;
                    for (long seq = after; seq <= to; seq++) {
                        if (seq > after) {
                            lines.addAll(blocks.get(seq));
                        }
                        while (next < entries.size() && course.place(entries.get(next)) <= seq) {
                            StoredEntry entry = entries.get(next++);
                            lines.add(ArchivedRows.entry(entry, course.place(entry)));
                        }
                    }
                    return lines;
                });
    }

    /** The message alone; what belongs to it has pages of its own. */
    private Future<Page> heavy(Course course, long seq, long told, List<StoredEntry> entries) {
        return messages.alone(course.conversation(), seq).map(message -> {
            List<ArchiveLine> lines = new ArrayList<>();
            entries.forEach(entry -> lines.add(ArchivedRows.entry(entry, course.place(entry))));
            lines.add(message);
            return new Page(
                    lines,
                    course.within(seq, told, HeavyMessage.Place.BEGINNING).toString());
        });
    }

    private Future<Page> belongings(Course course, ArchiveCursor cursor) {
        long seq = cursor.number(2);
        long entry = cursor.number(3);
        return new HeavyMessage(database, course.conversation(), course.view().reader(), seq)
                .after(new HeavyMessage.Place(cursor.number(4), cursor.number(5)))
                .map(part -> {
                    ArchiveCursor next =
                            part.next() == null ? course.behind(seq, entry) : course.within(seq, entry, part.next());
                    return new Page(part.lines(), next.toString());
                });
    }
}
