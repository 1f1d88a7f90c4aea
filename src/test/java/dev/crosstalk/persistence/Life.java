package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.AccountCommand.SetSettings;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.ConversationCommand.AddMember;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationCommand.Leave;
import dev.crosstalk.bus.ConversationCommand.RemoveMember;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.History;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.ModerationCommand.Ban;
import dev.crosstalk.bus.ModerationCommand.SetRole;
import dev.crosstalk.bus.ModerationCommand.Unban;
import dev.crosstalk.bus.PersonalCommand.KeepDraft;
import dev.crosstalk.bus.PersonalCommand.Save;
import dev.crosstalk.bus.PersonalCommand.Unsave;
import dev.crosstalk.bus.Position;
import dev.crosstalk.bus.PositionCommand.Arrange;
import dev.crosstalk.bus.PositionCommand.Mark;
import dev.crosstalk.bus.PositionCommand.MarkUnread;
import dev.crosstalk.bus.Role;
import dev.crosstalk.bus.Setting;
import dev.crosstalk.bus.StoredMessageCommand.Audience;
import dev.crosstalk.bus.StoredMessageCommand.Delete;
import dev.crosstalk.bus.StoredMessageCommand.Edit;
import dev.crosstalk.persistence.Cursors.Cursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Somebody with two devices who does one thing after the other in several conversations: reads, marks as unread, writes drafts, saves,
 * hides, arranges, comes and goes. Of five acknowledgements one is lost, and the thing is done again elsewhere.
 */
final class Life {
    private static final Set<FailureCode> REFUSED = Set.of(
            FailureCode.NOT_A_MEMBER,
            FailureCode.NOT_FOUND,
            FailureCode.FORBIDDEN,
            FailureCode.READ_ONLY,
            FailureCode.BANNED,
            FailureCode.LAST_OWNER,
            FailureCode.MESSAGE_DELETED,
            FailureCode.WRONG_KIND,
            FailureCode.BAD_REQUEST);

    private final List<TestNode> nodes;
    private final Caller caller;
    private final List<Caller> others;
    /** Where nobody comes or goes. */
    private final List<ConversationId> steady;

    private final ConversationId lively;
    private final Random random;
    private final List<Handset> devices = new ArrayList<>();
    private final Map<ConversationId, List<Long>> own = new HashMap<>();
    private final Map<ConversationId, String> drafts = new HashMap<>();
    private final Map<ConversationId, Position> arranged = new HashMap<>();
    private final Map<Setting, Object> settings = new HashMap<>();
    private final Map<ConversationId, Reading> readings = new HashMap<>();
    private final Set<String> saved = new TreeSet<>();
    private final Set<String> hidden = new TreeSet<>();
    private int acknowledged;

    Life(
            List<TestNode> nodes,
            Caller caller,
            List<Caller> others,
            List<ConversationId> steady,
            ConversationId lively,
            long seed) {
        this.nodes = nodes;
        this.caller = caller;
        this.others = others;
        this.steady = steady;
        this.lively = lively;
        this.random = new Random(seed);
        steady.forEach(conversation -> readings.put(conversation, new Reading()));
        readings.put(lively, new Reading());
        devices.add(new Handset(nodes, caller, random.nextLong()));
        devices.add(new Handset(nodes, caller, random.nextLong()));
    }

    void act(int operations) {
        for (int i = 0; i < operations; i++) {
            step(i, devices.get(random.nextInt(devices.size())));
            Handset device = devices.get(random.nextInt(devices.size()));
            switch (random.nextInt(10)) {
                case 0 -> device.disconnect();
                case 1 -> device.reconnect();
                default -> device.follow();
            }
        }
    }

    private void step(int number, Handset device) {
        ConversationId conversation = random.nextInt(4) == 0 ? lively : steady.get(random.nextInt(steady.size()));
        long seq = 1 + random.nextInt(12);
        switch (random.nextInt(14)) {
            case 0, 1, 2 -> post(conversation, number);
            case 3 -> edit(conversation, number);
            case 4, 5 -> mark(new Mark(conversation, null, seq + random.nextInt(40), device.userRev()));
            case 6 -> mark(new Mark(conversation, seq, null));
            case 7 -> perform(new MarkUnread(conversation, random.nextBoolean() ? null : seq));
            case 8 -> arrange(conversation);
            case 9, 10 -> draft(conversation, number, device);
            case 11 -> save(conversation, seq);
            case 12 -> personal(conversation, seq);
            default -> comeAndGo();
        }
    }

    private void post(ConversationId conversation, int number) {
        Caller mentioned = others.get(random.nextInt(others.size()));
        List<AccountId> mentions = random.nextInt(3) == 0 ? List.of(mentioned.account()) : null;
        Boolean everyone = random.nextInt(8) == 0 ? true : null;
        perform(new Post(
                        conversation,
                        "post " + number + " of " + caller.account(),
                        UUID.randomUUID(),
                        null,
                        mentions,
                        everyone))
                .ifPresent(posted -> {
                    own.computeIfAbsent(conversation, id -> new ArrayList<>()).add(posted.seq());
                    reading(conversation).posted(posted.seq());
                });
    }

    private void mark(Mark mark) {
        perform(mark).ifPresent(marked -> reading(mark.conversation()).marked(marked.delivered(), marked.read()));
    }

    private Reading reading(ConversationId conversation) {
        return readings.get(conversation);
    }

    private void edit(ConversationId conversation, int number) {
        List<Long> mine = own.getOrDefault(conversation, List.of());
        if (!mine.isEmpty()) {
            List<AccountId> mentions =
                    random.nextBoolean() ? List.of() : List.of(others.get(0).account());
            long seq = mine.get(random.nextInt(mine.size()));
            perform(new Edit(conversation, seq, "edit " + number, mentions, null));
        }
    }

    private void arrange(ConversationId conversation) {
        Long muted = random.nextBoolean() ? Position.FOREVER : 0L;
        Long pinned = random.nextBoolean() ? 1L + random.nextInt(5) : 0L;
        perform(new Arrange(conversation, muted, pinned, random.nextBoolean()))
                .ifPresent(placed -> arranged.put(conversation, placed.position()));
    }

    private void draft(ConversationId conversation, int number, Handset device) {
        String text = random.nextInt(4) == 0 ? "" : "draft " + number + " of " + caller.account();
        boolean settled = random.nextInt(3) == 0;
        perform(new KeepDraft(conversation, text, null, device.draftRev(conversation), settled))
                .ifPresent(kept -> drafts.put(conversation, kept.text()));
    }

    private void save(ConversationId conversation, long seq) {
        String message = conversation + "/" + seq;
        if (random.nextInt(3) > 0) {
            perform(new Save(conversation, seq)).ifPresent(done -> saved.add(message));
        } else {
            perform(new Unsave(conversation, seq)).ifPresent(done -> saved.remove(message));
        }
    }

    private void personal(ConversationId conversation, long seq) {
        if (random.nextBoolean()) {
            boolean on = random.nextBoolean();
            perform(new SetSettings(Map.of(Setting.RECEIPTS, on))).ifPresent(done -> {
                settings.put(Setting.RECEIPTS, on);
                readings.values().forEach(reading -> reading.tells(on));
            });
        } else {
            perform(new Delete(conversation, seq, Audience.ME)).ifPresent(done -> hidden.add(conversation + "/" + seq));
        }
    }

    private void comeAndGo() {
        AccountId other = others.get(random.nextInt(others.size())).account();
        Command<?> command = switch (random.nextInt(8)) {
            case 0, 1 -> new Join(lively);
            case 2 -> new Leave(lively);
            case 3 -> new AddMember(lively, other);
            case 4 -> new RemoveMember(lively, other);
            case 5 -> new Ban(lively, other, null);
            case 6 -> new Unban(lively, other);
            default -> new SetRole(lively, other, random.nextBoolean() ? Role.MODERATOR : Role.READ_ONLY);
        };
        perform(command);
    }

    private <R> Optional<R> perform(Command<R> command) {
        Optional<R> answer = attempt(command);
        boolean lost = answer.isPresent() && random.nextInt(5) == 0;
        Optional<R> again = lost ? attempt(command) : Optional.empty();
        acknowledged += answer.isPresent() ? 1 : 0;
        return again.isPresent() ? again : answer;
    }

    private <R> Optional<R> attempt(Command<R> command) {
        while (true) {
            try {
                return Optional.of(nodes.get(random.nextInt(nodes.size())).ask(caller, command));
            } catch (Failure failure) {
                if (REFUSED.contains(failure.code())) {
                    return Optional.empty();
                }
                if (failure.code().kind() == FailureCode.Kind.REFUSED) {
                    throw failure;
                }
            }
        }
    }

    int acknowledged() {
        return acknowledged;
    }

    /** Each device, once it has caught up, shows what one shows that has never been here; and that is what was acknowledged. */
    void check() {
        Handset.Picture truth = new Handset(nodes, caller, 0).picture();
        for (Handset device : devices) {
            device.reconnect();
            Handset.Picture picture = device.picture();
            assertThat(picture.conversations()).isEqualTo(truth.conversations());
            assertThat(picture).isEqualTo(truth);
        }
        steady.forEach(conversation -> check(conversation, truth));
        assertThat(of(steady, truth.saved())).isEqualTo(of(steady, saved));
        assertThat(of(steady, truth.hidden())).isEqualTo(of(steady, hidden));
        settings.forEach((name, value) ->
                assertThat(truth.settings().getOrDefault(name, true)).isEqualTo(value));
    }

    /** Where nobody comes or goes each device draws the ticks that the marks and messages of all lead to. */
    void checkTicks(List<Life> all) {
        Set<AccountId> members =
                all.stream().map(life -> life.caller.account()).collect(Collectors.toCollection(TreeSet::new));
        Handset fresh = new Handset(nodes, caller, 0);
        for (ConversationId conversation : steady) {
            Map<AccountId, Cursor> truth = fresh.cursors(conversation, members);
            for (Life other : all) {
                assertThat(truth.get(other.caller.account()))
                        .as("what %s sees of %s", caller.account(), other.caller.account())
                        .isEqualTo(other.reading(conversation).shownTo(other == this, tells()));
            }
            for (Handset device : devices) {
                Map<AccountId, Cursor> drawn = device.cursors(conversation, members);
                assertThat(drawn.keySet()).isEqualTo(members);
                all.stream()
                        .filter(other -> other != this)
                        .forEach(other -> checkTick(
                                other,
                                conversation,
                                drawn.get(other.caller.account()),
                                truth.get(other.caller.account())));
            }
        }
    }

    private boolean tells() {
        return Boolean.TRUE.equals(settings.getOrDefault(Setting.RECEIPTS, true));
    }

    /** What was told once may stay. */
    private static void checkTick(Life other, ConversationId conversation, Cursor drawn, Cursor truth) {
        assertThat(drawn.delivered()).isEqualTo(truth.delivered());
        if (truth.read() != null) {
            assertThat(drawn.read()).isEqualTo(truth.read());
        } else if (drawn.read() != null) {
            assertThat(drawn.read())
                    .isLessThanOrEqualTo(other.reading(conversation).mostTold());
        }
    }

    private static Set<String> of(List<ConversationId> conversations, Set<String> messages) {
        Set<String> some = new TreeSet<>(messages);
        some.removeIf(message -> conversations.stream().noneMatch(id -> message.startsWith(id + "/")));
        return some;
    }

    private void check(ConversationId conversation, Handset.Picture truth) {
        Position position = truth.conversations().get(conversation).position();
        List<MessageEvent> unread = messages(conversation).stream()
                .filter(message ->
                        message.seq() > position.readSeq() && !message.sender().equals(caller.account()))
                .toList();
        long hiddenUnread = hidden.stream()
                .filter(message -> message.startsWith(conversation + "/"))
                .map(message -> Long.parseLong(message.substring(message.indexOf('/') + 1)))
                .filter(seq -> seq > position.readSeq())
                .filter(seq -> !own.getOrDefault(conversation, List.of()).contains(seq))
                .count();
        assertThat(position.unread()).as("unread in %s", conversation).isEqualTo(unread.size() + hiddenUnread);
        if (hiddenUnread == 0) {
            assertThat(position.mentions())
                    .as("mentions in %s", conversation)
                    .isEqualTo(unread.stream().filter(this::mentionsMe).count());
        }
        Position last = arranged.get(conversation);
        if (last != null) {
            assertThat(position.mutedUntil()).isEqualTo(last.mutedUntil());
            assertThat(position.pinned()).isEqualTo(last.pinned());
        }
        Handset.Writing writing = truth.drafts().get(conversation);
        assertThat(writing == null ? "" : writing.text()).isEqualTo(drafts.getOrDefault(conversation, ""));
    }

    private boolean mentionsMe(MessageEvent message) {
        if (message instanceof ConversationEvent.Message said) {
            return isMe(said.mentions(), said.everyone());
        }
        return message instanceof ConversationEvent.Edited edited && isMe(edited.mentions(), edited.everyone());
    }

    private boolean isMe(List<AccountId> mentions, Boolean everyone) {
        return Boolean.TRUE.equals(everyone) || (mentions != null && mentions.contains(caller.account()));
    }

    private List<MessageEvent> messages(ConversationId conversation) {
        return nodes.get(0)
                .ask(caller, new History(conversation, null, null, 500))
                .messages();
    }
}
