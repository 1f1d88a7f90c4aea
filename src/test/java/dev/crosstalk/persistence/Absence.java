package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.PersonalCommand.KeepDraft;
import dev.crosstalk.bus.PositionCommand.Mark;
import dev.crosstalk.bus.PositionCommand.MarkMany;
import dev.crosstalk.bus.SyncCommand.Held;
import dev.crosstalk.bus.SyncCommand.Sync;
import dev.crosstalk.bus.SyncCommand.Synced;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Somebody in many groups of ten, and what a device of theirs misses while it is away. What {@link SyncRate} measures and what
 * {@link LargeSyncContract} promises is of this one.
 */
final class Absence {
    private static final int MEMBERS = 10;
    private static final int READERS = 5;
    private static final int DRAFTS = 20;
    private static final String TEXT = "A message of ordinary length, as people write them. ".repeat(4);

    private final TestNode node;
    private final Caller bob;
    private final List<Caller> others = new ArrayList<>();
    private final List<ConversationId> differing;

    /** @param name what all the people's names end with; @param differ in how many of the groups something will happen */
    Absence(TestNode node, ManyRows rows, String name, int groups, int differ) {
        this.node = node;
        bob = node.guest("bob" + name);
        for (int i = 1; i < MEMBERS; i++) {
            others.add(node.guest("alice" + i + name));
        }
        List<AccountId> members = new ArrayList<>(TestNode.ids(others.toArray(Caller[]::new)));
        members.add(bob.account());
        differing = rows.groups(groups, members).subList(0, differ);
    }

    /** Whose device is away. */
    Caller bob() {
        return bob;
    }

    /** What a device that has everything now will ask. */
    Sync question(Function<Sync, Synced> sync) {
        List<Held> held = new ArrayList<>();
        Synced page = null;
        do {
            page = sync.apply(new Sync(null, List.of(), page == null ? null : page.next(), 1_000));
            page.conversations().forEach(view -> held.add(new Held(view.id(), view.rev(), view.receiptRev())));
        } while (page.next() != null);
        return new Sync(0L, held, null, null);
    }

    /** In each group that differs somebody writes, and others read it. */
    void messagesAndReceipts() {
        List<Future<?>> posts = new ArrayList<>();
        differing.forEach(group ->
                posts.add(node.bus().request(others.get(0), new Post(group, TEXT, UUID.randomUUID()))));
        TestNode.await(Future.all(posts));
        others.subList(1, 1 + READERS).forEach(reader -> node.ask(reader, new MarkMany(marks())));
    }

    /** Another device of the same person reads all of it, and begins to answer some. */
    void ownDraftsAndMarks() {
        node.ask(bob, new MarkMany(marks()));
        differing.stream().limit(DRAFTS).forEach(group -> node.ask(bob, new KeepDraft(group, TEXT, null, 0L, null)));
    }

    private List<Mark> marks() {
        return differing.stream().map(group -> new Mark(group, 1L, 1L)).toList();
    }
}
