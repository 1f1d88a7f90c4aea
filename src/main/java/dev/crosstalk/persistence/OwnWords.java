package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.message.MessageStore.Reader;
import dev.crosstalk.persistence.ArchivedMessages.Reach;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What somebody has said and done in a conversation, as lines of that one's archive: own messages with their earlier texts, own
 * reactions and pins on anybody's messages, and which messages are saved and hidden; nobody else's words. The cursors: {@code
 * w.CONVERSATION.SEQ} after that message, {@code v.CONVERSATION.SEQ.EDIT} after that earlier text of an own message that has more of them
 * than fit a page.
 */
final class OwnWords {
    /** How many messages are looked at for what is somebody's own. */
    private static final int WINDOW = 2_000;
    /** Reactions in one page; more than one message has of anybody. */
    private static final int REACTIONS = 1_000;

    private static final String MINE = " AND seq > ? AND seq <= ? AND account_id = ?";

    private final Database database;
    private final ArchivedMessages messages;

    OwnWords(Database database) {
        this.database = database;
        this.messages = new ArchivedMessages(database);
    }

    /** @param next null at the end */
    record Said(List<ArchiveLine> lines, ArchiveCursor next) {}

    static ArchiveCursor beginning(ConversationId conversation) {
        return new ArchiveCursor('w', conversation.value(), 0);
    }

    /** Of one person in one conversation, and the stretch of it that a page is about. */
    private record Window(AccountId account, ConversationId conversation, long after, long to) {
        List<Object> values() {
            return List.of(conversation.value(), after, to, account.value());
        }

        Window upTo(long seq) {
            return new Window(account, conversation, after, seq);
        }
    }

    /** What a line is, in the order in which those of one message follow each other. */
    private enum Kind {
        MESSAGE,
        EDIT,
        REACTION,
        PIN,
        SAVED,
        HIDDEN
    }

    private record Placed(long seq, Kind kind, ArchiveLine line) {}

    Future<Said> page(AccountId account, ArchiveCursor cursor) {
        if (cursor.part() == 'v') {
            cursor.require('v', 3);
            return edits(new ConversationId(cursor.number(0)), cursor.number(1), (int) cursor.number(2));
        }
        cursor.require('w', 2);
        ConversationId conversation = new ConversationId(cursor.number(0));
        return database.reading()
                .first(
                        "SELECT first_seq, last_seq FROM conversation WHERE id = ?",
                        List.of(conversation.value()),
                        row -> row)
                .compose(found -> {
                    if (found.isEmpty()) {
                        return Future.succeededFuture(new Said(List.of(), null));
                    }
                    long last = found.get().getLong("last_seq");
                    long after = Math.max(cursor.number(1), found.get().getLong("first_seq") - 1);
                    return look(new Window(account, conversation, after, Math.min(last, after + WINDOW)), last);
                });
    }

    private Future<Said> look(Window whole, long last) {
        return messages.reach(whole.conversation(), whole.after(), whole.to(), whole.account())
                .compose(full -> reactions(whole.upTo(full.to())).compose(reactions -> {
                    Reach reach = reactions.size() > REACTIONS ? cut(full, reactions) : full;
                    return collect(whole.upTo(reach.to()), reach.isHeavy(), reactions)
                            .map(lines -> new Said(lines, next(whole.conversation(), reach, last)));
                }));
    }

    /** Before the message of the first reaction that does not fit. */
    private static Reach cut(Reach full, List<ArchiveLine.Reaction> reactions) {
        long to = reactions.get(REACTIONS).seq() - 1;
        return to < full.to() ? new Reach(to, false) : full;
    }

    private static ArchiveCursor next(ConversationId conversation, Reach reach, long last) {
        if (reach.isHeavy()) {
            return new ArchiveCursor('v', conversation.value(), reach.to(), 0);
        }
        return reach.to() >= last ? null : new ArchiveCursor('w', conversation.value(), reach.to());
    }

    private Future<List<ArchiveLine>> collect(Window window, boolean heavy, List<ArchiveLine.Reaction> reactions) {
        List<Placed> all = new ArrayList<>();
        reactions.stream()
                .filter(line -> line.seq() <= window.to())
                .forEach(line -> all.add(new Placed(line.seq(), Kind.REACTION, line)));
        return said(window)
                .compose(said -> {
                    all.addAll(said);
                    return said.isEmpty() || heavy ? Future.succeededFuture(List.<Placed>of()) : edits(window);
                })
                .compose(edits -> {
                    all.addAll(edits);
                    return pins(window);
                })
                .compose(pins -> {
                    all.addAll(pins);
                    return kept(window, "saved", "saved_at", " AND active = 1", Kind.SAVED);
                })
                .compose(saved -> {
                    all.addAll(saved);
                    return kept(window, "hidden", "NULL", "", Kind.HIDDEN);
                })
                .map(hidden -> {
                    all.addAll(hidden);
                    all.sort(Comparator.comparingLong(Placed::seq).thenComparing(Placed::kind));
                    return all.stream().map(Placed::line).toList();
                });
    }

    private Future<List<Placed>> said(Window window) {
        return messages.by(window.account(), window.conversation(), window.after(), window.to())
                .map(found -> found.stream()
                        .map(line -> new Placed(line.seq(), Kind.MESSAGE, line))
                        .toList());
    }

    private Future<List<Placed>> edits(Window window) {
        Reader self = new Reader(window.account(), 0, 0);
        return messages.edits(window.conversation(), self, window.after(), window.to())
                .map(found -> found.stream()
                        .map(line -> new Placed(line.seq(), Kind.EDIT, line))
                        .toList());
    }

    private Future<List<ArchiveLine.Reaction>> reactions(Window window) {
        List<Object> values = new ArrayList<>(window.values());
        values.add(REACTIONS + 1);
        return database.reading()
                .list(ArchivedRows.REACTIONS + MINE + " ORDER BY seq, rev LIMIT ?", values, ArchivedRows::reaction);
    }

    private Future<List<Placed>> pins(Window window) {
        return database.reading()
                .list(
                        ArchivedRows.PINS + MINE,
                        window.values(),
                        row -> new Placed(row.getLong("seq"), Kind.PIN, ArchivedRows.pin(row)));
    }

    /** Which messages somebody keeps at hand, or does not want to see. */
    private Future<List<Placed>> kept(Window window, String table, String time, String which, Kind kind) {
        return database.reading()
                .list(
                        "SELECT seq, " + time + " AS at FROM " + table + " WHERE conversation_id = ?" + MINE + which,
                        window.values(),
                        row -> new Placed(
                                row.getLong("seq"),
                                kind,
                                new ArchiveLine.Own(
                                        null,
                                        table,
                                        window.conversation().toString(),
                                        row.getLong("seq").toString(),
                                        null,
                                        row.getLong("at"))));
    }

    private Future<Said> edits(ConversationId conversation, long seq, int edit) {
        return new HeavyMessage(database, conversation, null, seq)
                .earlierTexts(new HeavyMessage.Place(edit, 0))
                .map(part -> new Said(
                        part.lines(),
                        part.next() == null
                                ? new ArchiveCursor('w', conversation.value(), seq)
                                : new ArchiveCursor(
                                        'v',
                                        conversation.value(),
                                        seq,
                                        part.next().edit())));
    }
}
