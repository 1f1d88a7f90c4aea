package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.ConversationCommand.AddMember;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationCommand.Leave;
import dev.crosstalk.bus.ConversationCommand.ListMembers;
import dev.crosstalk.bus.ConversationCommand.ListRooms;
import dev.crosstalk.bus.ConversationCommand.RemoveMember;
import dev.crosstalk.bus.ConversationCommand.Rename;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.History;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.MessageCommand.Posted;
import dev.crosstalk.bus.ModerationCommand.SetRole;
import dev.crosstalk.bus.Role;
import dev.crosstalk.bus.StoredMessageCommand.Audience;
import dev.crosstalk.bus.StoredMessageCommand.Delete;
import dev.crosstalk.bus.StoredMessageCommand.Edit;
import dev.crosstalk.bus.StoredMessageCommand.Pin;
import dev.crosstalk.bus.StoredMessageCommand.React;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * A random history of a group and a room over two nodes, of which one caches. After each step every person asks both the same:
 * members, who came later, who hide, and who have left.
 */
final class CachedViews {
    private static final List<String> KINDS = List.of("👍", "❤️", ":ship:");

    private final TestNode caching;
    private final TestNode plain;
    private final Random random;
    private final List<Caller> people = new ArrayList<>();
    private final List<ConversationId> conversations;
    private final Map<ConversationId, Long> lastSeqs = new HashMap<>();
    private int answers;
    private int withoutStatement;

    CachedViews(TestNode caching, TestNode plain, long seed) {
        this.caching = caching;
        this.plain = plain;
        this.random = new Random(seed);
        for (String name : List.of("alice", "bob", "mallory")) {
            people.add(caching.guest(name + (seed & 0xffff)));
        }
        Caller alice = people.get(0);
        conversations = List.of(caching.group(alice, "Random", people.get(1)), caching.room(alice, "Random " + seed));
        caching.ask(people.get(1), new Join(conversations.get(1)));
    }

    void play(int steps) {
        for (int step = 0; step < steps; step++) {
            if (step == steps / 3) {
                // From here on there is somebody who may not see what was said before.
                attempt(
                        caching,
                        people.get(0),
                        new AddMember(conversations.get(0), people.get(2).account()));
            }
            boolean elsewhere = random.nextInt(6) == 0;
            Object done = attempt(elsewhere ? plain : caching, any(people), operation(step));
            if (done instanceof Posted posted) {
                lastSeqs.put(posted.conversation(), posted.seq());
            }
            if (elsewhere) {
                caching.check();
            }
            compare();
        }
        assertThat(withoutStatement * 3)
                .as("most of %s answers come from the cache", answers)
                .isGreaterThan(answers);
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private Command<?> operation(int step) {
        ConversationId conversation = any(conversations);
        // Mostly of what is kept, and some of what is older.
        long seq = Math.max(1, lastSeqs.getOrDefault(conversation, 1L) - random.nextInt(13));
        return switch (random.nextInt(16)) {
            case 0, 1 -> new Edit(conversation, seq, "edited in step " + step);
            case 2 -> new Delete(conversation, seq, Audience.EVERYONE);
            case 3, 4 -> new Delete(conversation, seq, Audience.ME);
            case 5, 6, 7 -> new React(conversation, seq, any(KINDS), random.nextInt(3) > 0);
            case 8, 9 -> new Post(conversation, "an answer " + step, UUID.randomUUID(), seq, null, null);
            case 10 -> membership(conversation);
            case 11 -> new Pin(conversation, seq);
            case 12 -> new Rename(conversation, "Title " + step);
            default -> new Post(conversation, "step " + step + " 😀", UUID.randomUUID());
        };
    }

    private Command<?> membership(ConversationId conversation) {
        Caller other = people.get(1 + random.nextInt(2));
        return switch (random.nextInt(5)) {
            case 0 -> new RemoveMember(conversation, other.account());
            case 1 -> new SetRole(conversation, other.account(), any(List.of(Role.values())));
            case 2 -> new Leave(conversation);
            case 3 -> new Join(conversation);
            default -> new AddMember(conversation, other.account());
        };
    }

    private void compare() {
        for (Caller reader : people) {
            for (ConversationId conversation : conversations) {
                same(reader, page(conversation));
                same(reader, new History(conversation, null, null, 1 + random.nextInt(15)));
                same(reader, new ListMembers(conversation, null, 1 + random.nextInt(3)));
            }
        }
        Caller reader = any(people);
        ListRooms rooms = new ListRooms(random.nextBoolean() ? null : "title", null, 1 + random.nextInt(3));
        assertThat(attempt(caching, reader, rooms)).isEqualTo(attempt(plain, reader, rooms));
    }

    private History page(ConversationId conversation) {
        long seq = 1 + random.nextInt(30);
        boolean before = random.nextBoolean();
        return new History(conversation, before ? seq : null, before ? null : seq, 1 + random.nextInt(15));
    }

    private void same(Caller reader, Command<?> question) {
        Object expected = attempt(plain, reader, question);
        long before = caching.reads();
        Object answer = attempt(caching, reader, question);
        boolean free = caching.reads() == before;
        assertThat(answer)
                .as("%s asked by %s", question, people.indexOf(reader))
                .isEqualTo(expected);
        if (!(answer instanceof FailureCode)) {
            answers++;
            withoutStatement += free ? 1 : 0;
        }
    }

    /** @return the answer, or the code of the refusal */
    private static Object attempt(TestNode node, Caller caller, Command<?> command) {
        try {
            return node.ask(caller, command);
        } catch (Failure failure) {
            if (failure.code().kind() != FailureCode.Kind.REFUSED) {
                throw failure;
            }
            return failure.code();
        }
    }
}
