package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.ConversationCommand.Rename;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.RetentionCommand;
import dev.crosstalk.bus.StoredMessageCommand.Audience;
import dev.crosstalk.bus.StoredMessageCommand.Delete;
import dev.crosstalk.bus.StoredMessageCommand.Edit;
import dev.crosstalk.bus.StoredMessageCommand.Found;
import dev.crosstalk.bus.StoredMessageCommand.Pin;
import dev.crosstalk.bus.StoredMessageCommand.React;
import dev.crosstalk.bus.StoredMessageCommand.Unpin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Somebody with two devices who does one thing after the other. Of five acknowledgements one is lost, and the thing is done again elsewhere. */
final class Actor {
    private static final List<String> KINDS = List.of("👍", "❤️", ":ship:");
    private static final int AGED_EVERY = 20;
    private static final int KEPT_DAYS = 30;
    private static final Set<FailureCode> LATE = Set.of(FailureCode.MESSAGE_DELETED, FailureCode.NOT_FOUND);

    private final List<TestNode> nodes;
    private final Caller caller;
    private final ConversationId conversation;
    private final boolean owner;
    private final Expectation expectation;
    private final Ages ages;
    private final Random random;
    private final List<Device> devices = new ArrayList<>();
    private final List<Long> own = new ArrayList<>();
    private final List<Long> hidden = new ArrayList<>();

    Actor(
            List<TestNode> nodes,
            Caller caller,
            ConversationId conversation,
            boolean owner,
            Expectation expectation,
            Ages ages,
            long seed) {
        this.nodes = nodes;
        this.caller = caller;
        this.conversation = conversation;
        this.owner = owner;
        this.expectation = expectation;
        this.ages = ages;
        this.random = new Random(seed);
        devices.add(new Device(nodes, caller, conversation, random.nextLong()));
        devices.add(new Device(nodes, caller, conversation, random.nextLong()));
    }

    AccountId account() {
        return caller.account();
    }

    void act(int operations) {
        for (int i = 0; i < operations; i++) {
            step(i);
            Device device = devices.get(random.nextInt(devices.size()));
            switch (random.nextInt(12)) {
                case 0 -> device.disconnect();
                case 1 -> device.reconnect();
                default -> device.follow();
            }
        }
    }

    private void step(int number) {
        int dice = random.nextInt(100);
        if (dice < 40 || expectation.lastSeq() == 0) {
            post(number);
        } else if (dice < 55) {
            edit(number);
        } else if (dice < 63) {
            delete();
        } else if (dice < 66) {
            hide();
        } else if (dice < 92) {
            react();
        } else if (owner && dice < 98) {
            pin();
        } else if (owner) {
            rename(number);
        }
        if (owner && number % AGED_EVERY == AGED_EVERY - 1) {
            age();
        }
    }

    /** The first of the messages have become too old to be kept. */
    private void age() {
        long upTo = expectation.lastSeq() / 4;
        if (upTo > 0) {
            perform(new RetentionCommand.Set(conversation, KEPT_DAYS));
            ages.age(conversation, upTo, 2 * KEPT_DAYS);
            nodes.get(random.nextInt(nodes.size())).sweep();
            expectation.startsAt(upTo + 1);
        }
    }

    private void post(int number) {
        Long replyTo = random.nextInt(3) == 0 && expectation.lastSeq() > 0 ? anySeq() : null;
        List<AccountId> mentions = random.nextInt(4) == 0 ? List.of(caller.account()) : null;
        String text = "post " + number + " of " + caller.account();
        Post post = new Post(conversation, text, UUID.randomUUID(), replyTo, mentions, null);
        perform(post).ifPresent(posted -> {
            own.add(posted.seq());
            expectation.text(posted.seq(), posted.rev(), caller.account(), text);
        });
    }

    private void edit(int number) {
        if (own.isEmpty()) {
            return;
        }
        long seq = own.get(random.nextInt(own.size()));
        String text = "edit " + number + " of " + caller.account();
        perform(new Edit(conversation, seq, text))
                .map(Found::message)
                .ifPresent(message -> expectation.text(seq, message.rev(), caller.account(), text));
    }

    private void delete() {
        boolean any = owner && random.nextBoolean();
        if (any || !own.isEmpty()) {
            long seq = any ? anySeq() : own.get(random.nextInt(own.size()));
            perform(new Delete(conversation, seq, Audience.EVERYONE)).ifPresent(done -> expectation.deleted(seq));
        }
    }

    private void hide() {
        long seq = anySeq();
        perform(new Delete(conversation, seq, Audience.ME)).ifPresent(done -> {
            hidden.add(seq);
            expectation.hidden(caller.account(), seq);
        });
    }

    private void react() {
        long seq = anySeq();
        String kind = KINDS.get(random.nextInt(KINDS.size()));
        boolean on = random.nextInt(3) > 0;
        perform(new React(conversation, seq, kind, on))
                .ifPresent(done -> expectation.reacted(caller.account(), seq, kind, on));
    }

    private void pin() {
        long seq = anySeq();
        boolean on = random.nextBoolean();
        perform(on ? new Pin(conversation, seq) : new Unpin(conversation, seq))
                .ifPresent(done -> expectation.pinned(seq, on));
    }

    private void rename(int number) {
        String title = "Title " + number;
        perform(new Rename(conversation, title)).ifPresent(done -> expectation.title(title));
    }

    private long anySeq() {
        return 1 + (long) (random.nextDouble() * expectation.lastSeq());
    }

    /** @return what was answered at last, or nothing if it came too late to be done */
    private <R> Optional<R> perform(Command<R> command) {
        Optional<R> answer = attempt(command);
        boolean lost = answer.isPresent() && random.nextInt(5) == 0;
        if (!lost) {
            return answer;
        }
        Optional<R> again = attempt(command);
        return again.isPresent() ? again : answer;
    }

    private <R> Optional<R> attempt(Command<R> command) {
        while (true) {
            try {
                return Optional.of(nodes.get(random.nextInt(nodes.size())).ask(caller, command));
            } catch (Failure failure) {
                if (LATE.contains(failure.code())) {
                    return Optional.empty();
                }
                if (failure.code().kind() == FailureCode.Kind.REFUSED) {
                    throw failure;
                }
            }
        }
    }

    /** What a device shows that has never been here before. */
    Replica.Picture fresh() {
        return new Device(nodes, caller, conversation, 0).replica().picture();
    }

    /** What the devices show after they have caught up. */
    List<Replica.Picture> pictures() {
        return devices.stream()
                .map(device -> {
                    device.reconnect();
                    hidden.forEach(device.replica()::hidden);
                    return device.replica().picture();
                })
                .toList();
    }
}
