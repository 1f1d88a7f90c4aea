package dev.crosstalk.persistence;

import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.MessageCommand.Posted;
import dev.crosstalk.bus.MessageId;
import dev.crosstalk.conversation.Membership;
import dev.crosstalk.message.Draft;
import dev.crosstalk.message.Draft.Key;
import dev.crosstalk.message.Draft.Reply;
import dev.crosstalk.message.Draft.Seat;
import dev.crosstalk.message.Head;
import dev.crosstalk.message.MessageLimits;
import dev.crosstalk.message.Numbering;
import dev.crosstalk.message.Original;
import dev.crosstalk.message.Outcome;
import dev.crosstalk.message.Outcome.Known;
import dev.crosstalk.message.Outcome.Stored;
import dev.crosstalk.message.PostRules;
import dev.crosstalk.persistence.MentionRows.Mentioning;
import dev.crosstalk.persistence.Queued.QueuedPost;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntFunction;

/**
 * One transaction that stores a batch of posts, in a number of statements that does not depend on the size of the batch.
 *
 * <p>The conversations are locked before anything else is read: who is a member, and what is stored, is then the truth until the
 * commit. Statements are sent side by side only after that.
 */
final class PostBatch {
    private static final Map<Dialect, String> MEMBERS = Dialect.each(dialect -> "SELECT "
            + Columns.select(
                    dialect,
                    Map.of(
                            "conversation_id", "m.conversation_id",
                            "account_id", "m.account_id",
                            "role", "m.role",
                            "active", "m.active",
                            "joined_seq", "m.joined_seq",
                            "rev", "m.rev",
                            "banned_until", "m.banned_until",
                            "last_post_at", "m.last_post_at"))
            + " FROM ${numbered} ${each-with} member m ON m.conversation_id = k.id AND m.account_id = k.number");
    private static final IntFunction<String> INSERT = Marks.texts(count ->
            "INSERT INTO message (application_id, conversation_id, seq, id, rev, created_rev, sender_id, client_id,"
                    + " text, created_at, reply_to_seq, mentions) VALUES " + Marks.tuples(count, 12));

    private final Database database;
    private final IdMaker ids;
    private final Outbox outbox;
    private final MessageLimits limits;

    PostBatch(Database database, IdMaker ids, Outbox outbox, MessageLimits limits) {
        this.database = database;
        this.ids = ids;
        this.outbox = outbox;
        this.limits = limits;
    }

    /** @param timeoutMs after which it is given up */
    Future<List<Outcome>> store(List<QueuedPost> posts, long timeoutMs) {
        List<Draft> drafts = posts.stream().map(QueuedPost::draft).toList();
        return database.transaction(
                        statements -> Heads.lock(statements, conversations(drafts))
                                .compose(heads -> read(statements, drafts, heads))
                                .compose(numbering -> write(statements, posts, numbering)),
                        timeoutMs)
                .map(outcomes -> withoutDoubt(posts, outcomes));
    }

    private static SortedSet<Long> conversations(List<Draft> drafts) {
        SortedSet<Long> conversations = new TreeSet<>();
        drafts.forEach(draft -> conversations.add(draft.post().conversation().value()));
        return conversations;
    }

    private Future<Numbering> read(Statements statements, List<Draft> drafts, Heads heads) {
        Future<Map<Seat, Membership>> members = members(statements, drafts);
        Future<Map<Key, Posted>> known = known(statements, drafts);
        Future<Map<Reply, Original>> originals = Originals.of(statements, drafts);
        return Future.all(members, known, originals)
                .map(all -> new Numbering(
                        heads.byId(),
                        members.result(),
                        known.result(),
                        new PostRules(originals.result(), limits),
                        ids::next,
                        heads.now()));
    }

    private static Future<Map<Seat, Membership>> members(Statements statements, List<Draft> drafts) {
        Collection<Seat> seats = new LinkedHashSet<>();
        for (Draft draft : drafts) {
            seats.add(draft.seat());
            if (draft.post().mentions() != null) {
                draft.post().mentions().forEach(account -> seats.add(draft.seat(account)));
            }
        }
        Dialect dialect = statements.dialect();
        return statements
                .run(MEMBERS.get(dialect), List.of(RowsOf.seats(seats)))
                .map(rows -> {
                    Map<Seat, Membership> members = new HashMap<>();
                    for (Row row : rows) {
                        Columns columns = Columns.of(dialect, row);
                        members.put(
                                new Seat(columns.number("conversation_id"), columns.number("account_id")),
                                Rows.place(columns));
                    }
                    return members;
                });
    }

    private static Future<Map<Key, Posted>> known(Statements statements, List<Draft> drafts) {
        Collection<Key> keys = new LinkedHashSet<>();
        drafts.forEach(draft -> keys.add(draft.key()));
        return statements
                .run(
                        "SELECT m.sender_id, m.client_id, m.conversation_id, m.id, m.seq, m.created_rev, m.created_at"
                                + " FROM ${named} ${each-with} message m"
                                + " ON m.sender_id = k.id AND m.client_id = UNHEX(k.hex)",
                        List.of(RowsOf.keys(keys)))
                .map(rows -> {
                    Map<Key, Posted> known = new HashMap<>();
                    rows.forEach(row -> known.put(
                            new Key(row.getLong("sender_id"), Binary.uuid(row, "client_id")),
                            new Posted(
                                    new MessageId(row.getLong("id")),
                                    new ConversationId(row.getLong("conversation_id")),
                                    row.getLong("seq"),
                                    row.getLong("created_rev"),
                                    row.getLong("created_at"),
                                    true)));
                    return known;
                });
    }

    private Future<List<Outcome>> write(Statements statements, List<QueuedPost> posts, Numbering numbering) {
        List<Outcome> outcomes = new ArrayList<>();
        List<Stored> stored = new ArrayList<>();
        for (QueuedPost post : posts) {
            Outcome outcome = numbering.admit(post.draft());
            outcomes.add(outcome);
            if (outcome instanceof Stored added) {
                stored.add(added);
                post.attempted(added);
            }
        }
        if (stored.isEmpty()) {
            return Future.succeededFuture(outcomes);
        }
        Map<ConversationId, Head> heads = new HashMap<>();
        numbering.changedHeads().forEach(head -> heads.put(head.id(), head));
        return Future.all(
                        insert(statements, stored, heads),
                        Heads.update(statements, numbering.changedHeads()),
                        SlowPosts.write(statements, numbering.slowPosts()),
                        CursorWriting.posted(statements, stored),
                        MentionRows.insert(statements, mentions(stored, heads)),
                        outbox.add(statements, items(stored, heads)))
                .map(outcomes);
    }

    private static List<Mentioning> mentions(List<Stored> stored, Map<ConversationId, Head> heads) {
        return stored.stream()
                .map(Stored::message)
                .map(message -> new Mentioning(
                        heads.get(message.conversation()).application(),
                        message.conversation(),
                        message.seq(),
                        MentionRows.of(message)))
                .toList();
    }

    private static List<Outbox.Item> items(List<Stored> stored, Map<ConversationId, Head> heads) {
        return stored.stream()
                .map(Stored::message)
                .map(message -> new Outbox.Item(
                        heads.get(message.conversation()).application(),
                        message.conversation(),
                        message.seq(),
                        message.rev(),
                        message.time()))
                .toList();
    }

    /** Not padded, as a message is inserted once; in some few pieces instead. */
    private static Future<Void> insert(Statements statements, List<Stored> stored, Map<ConversationId, Head> heads) {
        return Future.all(Marks.pieces(stored).stream()
                        .map(piece -> insertPiece(statements, piece, heads))
                        .toList())
                .mapEmpty();
    }

    private static Future<Void> insertPiece(
            Statements statements, List<Stored> stored, Map<ConversationId, Head> heads) {
        List<Object> values = new ArrayList<>();
        for (Stored one : stored) {
            ConversationEvent.Message message = one.message();
            values.add(heads.get(message.conversation()).application().value());
            values.add(message.conversation().value());
            values.add(message.seq());
            values.add(message.id().value());
            values.add(message.rev());
            values.add(message.rev());
            values.add(message.sender().value());
            values.add(Binary.of(message.clientId()));
            values.add(message.text());
            values.add(message.time());
            values.add(message.replyTo() == null ? null : message.replyTo().seq());
            values.add(MentionRows.text(MentionRows.of(message)));
        }
        return statements.run(INSERT.apply(stored.size()), values).mapEmpty();
    }

    /**
     * A post that is found stored under the id that an attempt in doubt gave it was stored by that attempt: it was neither
     * published nor answered yet.
     */
    private static List<Outcome> withoutDoubt(List<QueuedPost> posts, List<Outcome> outcomes) {
        List<Outcome> settled = new ArrayList<>(outcomes);
        for (int i = 0; i < settled.size(); i++) {
            Stored attempted = posts.get(i).attempted();
            if (attempted != null
                    && settled.get(i) instanceof Known known
                    && known.posted().id().equals(attempted.message().id())) {
                settled.set(i, attempted);
            }
        }
        return settled;
    }
}
