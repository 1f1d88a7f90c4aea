package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountCommand;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.ContactCommand;
import dev.crosstalk.bus.ConversationCommand;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.JoinPolicy;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.ModerationCommand;
import dev.crosstalk.bus.PermissionLevel;
import dev.crosstalk.bus.Permissions;
import dev.crosstalk.bus.PersonalCommand;
import dev.crosstalk.bus.Position;
import dev.crosstalk.bus.PositionCommand;
import dev.crosstalk.bus.RetentionCommand;
import dev.crosstalk.bus.Role;
import dev.crosstalk.bus.Setting;
import dev.crosstalk.bus.StoredMessageCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** People who talk, meet, part and moderate each other at random in conversations of every kind. What may not be is refused, and tried. */
final class Community {
    private static final List<String> KINDS = List.of("👍", "❤️", ":party:", "🎉");
    private static final List<String> TEXTS = List.of("hello", "Grüße 😀", "line\nline", "\"quoted\" \\ {json}", "日本語");

    private static final int LEAVES = 98;

    private final TestNode node;
    private final Random random;
    private final List<Caller> people = new ArrayList<>();
    private final List<ConversationId> conversations = new ArrayList<>();
    private final Map<ConversationId, Caller> owners = new HashMap<>();
    private final List<Said> said = new ArrayList<>();
    private final Map<String, Integer> done = new TreeMap<>();
    private int names;

    private record Said(Caller sender, ConversationId conversation, long seq) {}

    Community(TestNode node, long seed) {
        System.out.println("community with seed " + seed);
        this.node = node;
        this.random = new Random(seed);
        for (int i = 0; i < 8; i++) {
            people.add(node.guest("person" + i));
        }
        rooms();
        groups();
    }

    private void rooms() {
        open(0, ConversationKind.ROOM, "Kitchen", JoinPolicy.OPEN);
        open(0, ConversationKind.ROOM, "Cellar", JoinPolicy.INVITE, 1, 2, 3);
        for (int i = 1; i < people.size(); i++) {
            node.ask(people.get(i), new ConversationCommand.Join(conversations.get(0)));
        }
    }

    private void groups() {
        open(1, ConversationKind.GROUP, "Garden", null, 2, 3, 4);
        open(2, ConversationKind.GROUP, null, null, 3, 4);
        open(3, ConversationKind.GROUP, null, null, 4, 5, 6);
        open(3, ConversationKind.DIRECT, null, null, 4);
        open(5, ConversationKind.DIRECT, null, null, 6);
        open(6, ConversationKind.DIRECT, null, null, 6);
    }

    private void open(int owner, ConversationKind kind, String title, JoinPolicy policy, int... others) {
        List<AccountId> members = new ArrayList<>();
        for (int other : others) {
            members.add(people.get(other).account());
        }
        ConversationId id = node.ask(
                        people.get(owner),
                        new ConversationCommand.Create(kind, title, members, UUID.randomUUID(), policy, null))
                .id();
        conversations.add(id);
        owners.put(id, people.get(owner));
    }

    List<Caller> people() {
        return people;
    }

    List<ConversationId> conversations() {
        return conversations;
    }

    /** How often each command was not refused. */
    Map<String, Integer> done() {
        return done;
    }

    void live(int operations) {
        for (int i = 0; i < operations; i++) {
            if (random.nextInt(6) == 0 && !said.isEmpty()) {
                keep(any(people), any(said), random.nextInt(12));
                continue;
            }
            int choice = random.nextInt(100);
            if (choice < 35 || said.isEmpty()) {
                post(any(people), any(conversations));
            } else if (choice < 80) {
                about(any(said), choice);
            } else {
                ConversationId conversation = any(conversations);
                boolean leaves = choice == LEAVES;
                Caller actor = leaves || random.nextInt(3) == 0 ? any(people.subList(1, 8)) : owners.get(conversation);
                tryAs(actor, moderation(conversation, anyBut(actor).account(), choice));
            }
        }
    }

    /** @return empty if it was refused */
    <R> Optional<R> tryAs(Caller caller, Command<R> command) {
        try {
            R reply = node.ask(caller, command);
            done.merge(command.getClass().getSimpleName(), 1, Integer::sum);
            return Optional.of(reply);
        } catch (Failure refused) {
            if (refused.code().kind() != FailureCode.Kind.REFUSED && refused.code() != FailureCode.SLOW_MODE) {
                throw refused;
            }
            return Optional.empty();
        }
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    /** An owner who removed themselves would be none any more. */
    private Caller anyBut(Caller actor) {
        Caller other = any(people);
        return other.equals(actor) ? anyBut(actor) : other;
    }

    private void post(Caller sender, ConversationId conversation) {
        List<AccountId> mentions = random.nextInt(4) == 0 ? List.of(any(people).account()) : null;
        Boolean everyone = random.nextInt(10) == 0 ? true : null;
        Long replyTo = random.nextInt(3) == 0 ? 1L + random.nextInt(20) : null;
        String text = any(TEXTS) + " " + random.nextInt(1000);
        tryAs(sender, new Post(conversation, text, UUID.randomUUID(), replyTo, mentions, everyone))
                .ifPresent(posted -> said.add(new Said(sender, conversation, posted.seq())));
    }

    private void about(Said message, int choice) {
        ConversationId conversation = message.conversation();
        long seq = message.seq();
        if (choice < 50) {
            tryAs(message.sender(), new StoredMessageCommand.Edit(conversation, seq, any(TEXTS) + choice, null, null));
        } else if (choice < 53) {
            Caller actor = random.nextBoolean() ? message.sender() : owners.get(conversation);
            tryAs(actor, new StoredMessageCommand.Delete(conversation, seq, null));
        } else if (choice < 72) {
            tryAs(any(people), new StoredMessageCommand.React(conversation, seq, any(KINDS), random.nextInt(3) > 0));
        } else {
            Command<?> pin = choice < 77
                    ? new StoredMessageCommand.Pin(conversation, seq)
                    : new StoredMessageCommand.Unpin(conversation, seq);
            tryAs(owners.get(conversation), pin);
        }
    }

    /** What somebody does for oneself alone. */
    private void keep(Caller person, Said message, int choice) {
        ConversationId conversation = message.conversation();
        long seq = message.seq();
        AccountId other = anyBut(person).account();
        Command<?> command = switch (choice) {
            case 0 -> new StoredMessageCommand.Delete(conversation, seq, StoredMessageCommand.Audience.ME);
            case 1, 2 -> new PersonalCommand.Save(conversation, seq);
            case 3 -> new PersonalCommand.Unsave(conversation, seq);
            case 4, 5 -> new PersonalCommand.KeepDraft(conversation, any(TEXTS) + seq, seq, null, null);
            case 6 -> new PositionCommand.MarkUnread(conversation, random.nextBoolean() ? seq : null);
            case 7 -> new PositionCommand.Arrange(conversation, soon(), random.nextLong(4), random.nextBoolean());
            case 8 -> new PositionCommand.Mark(conversation, seq, seq);
            case 9 -> new ContactCommand.Request(other);
            case 10 -> new ContactCommand.Accept(other);
            default ->
                new AccountCommand.SetSettings(
                        Map.of(Setting.RECEIPTS, random.nextBoolean(), Setting.THEME, any(List.of("dark", "light"))));
        };
        tryAs(person, command);
    }

    private Command<?> moderation(ConversationId conversation, AccountId somebody, int choice) {
        return switch (choice) {
            case 80, 81 -> new ConversationCommand.Rename(conversation, "Title " + random.nextInt(100));
            case 82 -> new ModerationCommand.Configure(conversation, null, null, permissions(), random.nextInt(2));
            case 83 -> new RetentionCommand.Set(conversation, 1000 + random.nextInt(100));
            case 84, 85 ->
                new ModerationCommand.SetRole(conversation, somebody, any(List.of(Role.MODERATOR, Role.READ_ONLY)));
            case 86, 87, 88 -> new ConversationCommand.AddMember(conversation, somebody);
            case 89 -> new ConversationCommand.RemoveMember(conversation, somebody);
            case 90 -> new ModerationCommand.Ban(conversation, somebody, null);
            case 91 -> new ModerationCommand.Ban(conversation, somebody, soon());
            case 92, 93 -> new ModerationCommand.Unban(conversation, somebody);
            case 94, 95, 96, 97 -> new ConversationCommand.Join(conversation);
            case LEAVES -> new ConversationCommand.Leave(conversation);
            default -> new AccountCommand.Rename("renamed" + names++);
        };
    }

    private Permissions permissions() {
        return new Permissions(null, null, any(List.of(PermissionLevel.values())), null, null, null);
    }

    long soon() {
        return System.currentTimeMillis() + TimeUnit.HOURS.toMillis(1 + random.nextInt(9));
    }

    /** What a random life may not have brought: each of these is in every community. */
    void settle() {
        Caller owner = people.get(0);
        ConversationId kitchen = conversations.get(0);
        Caller banned = node.guest("banned");
        tryAs(banned, new ConversationCommand.Join(kitchen));
        node.ask(owner, new ModerationCommand.Ban(kitchen, banned.account(), soon()));
        ModerationCommand.Unban unban =
                new ModerationCommand.Unban(kitchen, node.guest("unbanned").account());
        node.ask(owner, new ModerationCommand.Ban(kitchen, unban.account(), null));
        tryAs(owner, unban);
        tryAs(people.get(4), new ConversationCommand.Leave(conversations.get(3)));
        tryAs(people.get(5), new ContactCommand.Block(people.get(6).account()));
        Caller leaver = node.guest("leaver");
        tryAs(leaver, new ConversationCommand.Join(kitchen));
        node.post(leaver, kitchen, "I was here");
        ConversationId direct = node.ask(
                        leaver,
                        new ConversationCommand.Create(ConversationKind.DIRECT, null, List.of(owner.account()), null))
                .id();
        node.post(leaver, direct, "bye");
        node.ask(leaver, new AccountCommand.Delete("leaver", null));
        furnish();
        keepings();
    }

    /** One of everything that somebody can have for oneself. */
    private void keepings() {
        Caller keeper = node.guest("keeper");
        Caller friend = node.guest("friend");
        ConversationId attic = node.room(keeper, "Attic");
        node.ask(friend, new ConversationCommand.Join(attic));
        for (int i = 1; i <= 6; i++) {
            node.post(friend, attic, "word " + i);
        }
        node.post(keeper, attic, "my own");
        node.ask(friend, new PositionCommand.Mark(attic, 7L, 7L));
        node.ask(keeper, new AccountCommand.SetSettings(Map.of(Setting.RECEIPTS, false, Setting.LOCALE, "de")));
        node.ask(friend, new AccountCommand.SetSettings(Map.of(Setting.RECEIPTS, false)));
        node.ask(friend, new AccountCommand.SetSettings(Map.of(Setting.RECEIPTS, true)));
        node.ask(friend, new AccountCommand.SetSettings(Map.of(Setting.PRESENCE, "contacts")));
        node.ask(keeper, new ContactCommand.Request(friend.account()));
        node.ask(friend, new ContactCommand.Accept(keeper.account()));
        node.ask(keeper, new ContactCommand.Block(people.get(0).account()));
        node.ask(people.get(0), new ContactCommand.Request(keeper.account()));
        node.ask(keeper, new ContactCommand.Request(people.get(1).account()));
        node.ask(keeper, new StoredMessageCommand.Delete(attic, 2, StoredMessageCommand.Audience.ME));
        node.ask(keeper, new PersonalCommand.Save(attic, 5L));
        node.ask(keeper, new PersonalCommand.Save(attic, 1L));
        node.ask(keeper, new PersonalCommand.KeepDraft(attic, "from my phone", null, null, null));
        node.ask(keeper, new PersonalCommand.KeepDraft(attic, "from my desk", 3L, null, null));
        node.ask(keeper, new PositionCommand.MarkUnread(attic, 4L));
        node.ask(keeper, new PositionCommand.Arrange(attic, Position.FOREVER, 2L, true));
        ConversationId loft = node.group(keeper, "Shed", friend);
        node.post(friend, loft, "unread");
        node.ask(keeper, new PersonalCommand.Save(loft, 1L));
        node.ask(keeper, new PersonalCommand.Save(attic, 3L));
    }

    /** A room of its own, to which nothing has happened by chance, with one of everything that can stand in a room. */
    private void furnish() {
        Caller host = node.guest("host");
        Caller visitor = node.guest("visitor");
        Caller passer = node.guest("passer");
        ConversationId loft = node.room(host, "Loft");
        node.ask(visitor, new ConversationCommand.Join(loft));
        node.ask(passer, new ConversationCommand.Join(loft));
        long first = say(host, new Post(loft, "first", UUID.randomUUID(), null, null, null));
        long answer = say(visitor, new Post(loft, "answer", UUID.randomUUID(), first, List.of(host.account()), null));
        long gone = say(host, new Post(loft, "all of you", UUID.randomUUID(), null, null, true));
        say(host, new Post(loft, "all the same", UUID.randomUUID(), null, null, true));
        node.ask(host, new StoredMessageCommand.Edit(loft, first, "second", null, null));
        node.ask(host, new StoredMessageCommand.Edit(loft, first, "third", null, null));
        node.ask(host, new StoredMessageCommand.Delete(loft, gone, null));
        node.ask(host, new StoredMessageCommand.React(loft, first, KINDS.get(0), true));
        node.ask(visitor, new StoredMessageCommand.React(loft, first, KINDS.get(0), true));
        node.ask(host, new StoredMessageCommand.React(loft, first, KINDS.get(0), false));
        node.ask(host, new StoredMessageCommand.Pin(loft, first));
        node.ask(host, new StoredMessageCommand.Pin(loft, answer));
        node.ask(host, new StoredMessageCommand.Unpin(loft, answer));
        node.ask(host, new ModerationCommand.SetRole(loft, visitor.account(), Role.MODERATOR));
        node.ask(
                host,
                new ConversationCommand.AddMember(loft, node.guest("added").account()));
        node.ask(host, new ModerationCommand.Ban(loft, node.guest("barred").account(), soon()));
        node.ask(host, new RetentionCommand.Set(loft, 1_000));
        node.ask(passer, new ConversationCommand.Leave(loft));
        node.group(host, null, visitor, passer);
        node.ask(host, new ConversationCommand.Create(ConversationKind.DIRECT, null, List.of(visitor.account()), null));
        node.ask(visitor, new ContactCommand.Block(host.account()));
    }

    private long say(Caller sender, Post post) {
        return node.ask(sender, post).seq();
    }
}
