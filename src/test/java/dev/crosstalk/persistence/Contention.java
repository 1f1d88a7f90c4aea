package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.AddMember;
import dev.crosstalk.bus.ConversationCommand.RemoveMember;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Done;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.Changes;
import dev.crosstalk.bus.MessageCommand.ListChanges;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.MessageCommand.Posted;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Sixteen writers on two nodes that post to one conversation at once. Of every five acknowledgements one is lost, and the writer
 * repeats the post at the other node. In the middle one of the writers is removed.
 */
final class Contention {
    private static final int WRITERS = 16;
    private final List<TestNode> nodes;
    private final Random random;
    private final int each;
    private final Caller owner;
    private final Caller removed;
    private final List<Caller> writers = new ArrayList<>();
    private final ConversationId conversation;
    private final List<List<ConversationEvent>> heard;
    private final Map<UUID, Posted> acknowledged = new ConcurrentHashMap<>();
    private final Map<UUID, FailureCode> refused = new ConcurrentHashMap<>();
    private Future<Done> removal;

    Contention(TestNode first, TestNode second, int each, long seed) {
        System.out.println("contention with seed " + seed);
        this.nodes = List.of(first, second);
        this.each = each;
        this.random = new Random(seed);
        this.owner = first.guest("owner");
        this.conversation = first.room(owner, "Crowded");
        for (int i = 0; i < WRITERS; i++) {
            Caller writer = nodes.get(i % 2).guest("writer" + i);
            writers.add(writer);
            first.ask(owner, new AddMember(conversation, writer.account()));
        }
        this.removed = writers.get(WRITERS - 1);
        this.heard = nodes.stream().map(node -> node.listen(conversation)).toList();
    }

    /** Runs all writers to their end. */
    void run() {
        List<Future<Void>> all = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            all.add(write(writers.get(i), each, i % 2));
        }
        try {
            Future.all(all).await(90, java.util.concurrent.TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("the writers did not come to an end", e);
        }
    }

    private Future<Void> write(Caller writer, int left, int node) {
        if (left == 0) {
            return Future.succeededFuture();
        }
        if (writer == removed && left == each / 2) {
            removal = remove(nodes.get(1 - node), false);
        }
        Post post = new Post(conversation, "text " + left, UUID.randomUUID());
        return send(writer, post, node).compose(done -> write(writer, left - 1, node));
    }

    /** Until it is known to be done: who repeats it for want of an answer may find that it was. */
    private Future<Done> remove(TestNode node, boolean again) {
        return node.bus()
                .request(owner, new RemoveMember(conversation, removed.account()))
                .recover(error -> {
                    Failure failure = Failure.of(error);
                    if (failure.code() == FailureCode.OUTCOME_UNKNOWN) {
                        return remove(node, true);
                    }
                    return again && failure.code() == FailureCode.NOT_FOUND
                            ? Future.succeededFuture(new Done())
                            : Future.failedFuture(failure);
                });
    }

    private Future<Void> send(Caller writer, Post post, int node) {
        return nodes.get(node).bus().request(writer, post).transform(answer -> {
            if (answer.succeeded()) {
                boolean lost;
                synchronized (random) {
                    lost = random.nextInt(5) == 0;
                }
                Posted before = acknowledged.putIfAbsent(post.clientId(), answer.result());
                assertThat(before == null || before.seq() == answer.result().seq())
                        .isTrue();
                return lost ? send(writer, post, 1 - node) : Future.succeededFuture();
            }
            FailureCode code = Failure.of(answer.cause()).code();
            if (code.kind() != FailureCode.Kind.REFUSED) {
                return send(writer, post, 1 - node);
            }
            refused.put(post.clientId(), code);
            return Future.succeededFuture();
        });
    }

    /** Every rev once without gap, every seq once without gap, what was acknowledged and nothing else, nothing of the removed. */
    void check() {
        TestNode.await(removal);
        List<ConversationEvent> log = log();
        assertThat(log.stream().map(ConversationEvent::rev))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, log.size()).boxed().toList());
        List<ConversationEvent.Message> messages = messages(log);
        assertThat(messages.stream().map(ConversationEvent.Message::seq))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, messages.size()).boxed().toList());
        assertThat(messages.stream().map(ConversationEvent.Message::id)).isSorted();
        assertThat(messages.stream().map(ConversationEvent.Message::time)).isSorted();
        assertThat(messages.stream().map(ConversationEvent.Message::clientId).collect(Collectors.toList()))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(acknowledged.keySet());
        for (ConversationEvent.Message message : messages) {
            Posted posted = acknowledged.get(message.clientId());
            assertThat(posted.seq()).isEqualTo(message.seq());
            assertThat(posted.rev()).isEqualTo(message.rev());
            assertThat(posted.id()).isEqualTo(message.id());
        }
        checkRemoval(log, messages);
        assertThat(acknowledged.size() + refused.size()).isEqualTo(WRITERS * each);
    }

    private void checkRemoval(List<ConversationEvent> log, List<ConversationEvent.Message> messages) {
        long removalRev = log.stream()
                .filter(event -> event instanceof ConversationEvent.Member member
                        && member.change() == ConversationEvent.Change.REMOVED)
                .mapToLong(ConversationEvent::rev)
                .findFirst()
                .orElseThrow();
        AccountId gone = removed.account();
        List<Long> revsOfRemoved = messages.stream()
                .filter(message -> message.sender().equals(gone))
                .map(ConversationEvent.Message::rev)
                .toList();
        assertThat(revsOfRemoved).as("the removed one wrote before").isNotEmpty();
        assertThat(revsOfRemoved).allMatch(rev -> rev < removalRev);
        assertThat(refused.values()).as("and tried after it").isNotEmpty().containsOnly(FailureCode.NOT_A_MEMBER);
        assertThat(messages.stream().anyMatch(message -> message.rev() > removalRev))
                .isTrue();
    }

    /** Each node published what it stored once and in order; together they published everything. */
    void checkEvents() {
        List<Long> revs = new ArrayList<>();
        for (List<ConversationEvent> ofNode : heard) {
            List<Long> published =
                    List.copyOf(ofNode).stream().map(ConversationEvent::rev).toList();
            assertThat(published).isSorted();
            revs.addAll(published);
        }
        List<Long> stored = log().stream()
                .map(ConversationEvent::rev)
                .filter(rev -> rev > 1 + WRITERS)
                .toList();
        assertThat(revs).containsExactlyInAnyOrderElementsOf(stored);
    }

    private List<ConversationEvent> log() {
        List<ConversationEvent> all = new ArrayList<>();
        Changes page;
        long since = 0;
        Long upTo = null;
        do {
            page = nodes.get(0).ask(owner, new ListChanges(conversation, since, upTo, 1000));
            assertThat(page.complete()).isTrue();
            all.addAll(page.changes());
            since = page.next();
            upTo = page.upTo();
        } while (page.more());
        return all;
    }

    private static List<ConversationEvent.Message> messages(List<ConversationEvent> log) {
        return log.stream()
                .filter(ConversationEvent.Message.class::isInstance)
                .map(ConversationEvent.Message.class::cast)
                .toList();
    }
}
