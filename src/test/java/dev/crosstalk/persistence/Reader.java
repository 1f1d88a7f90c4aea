package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.AccountCommand.SetSettings;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationCommand.Leave;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.PositionCommand.Mark;
import dev.crosstalk.bus.PositionCommand.MarkMany;
import dev.crosstalk.bus.PositionCommand.MarkUnread;
import dev.crosstalk.bus.PositionCommand.Marked;
import dev.crosstalk.bus.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Somebody with two devices who writes and reads in one conversation, tells now and then that others are not to know it, and where that
 * may be comes and goes. Of five acknowledgements one is lost, and the thing is done again elsewhere.
 */
final class Reader {
    private final List<TestNode> nodes;
    private final Caller caller;
    private final ConversationId conversation;
    private final boolean roams;
    private final AtomicLong lastSeq;
    private final Random random;
    private final Reading reading = new Reading();
    private final List<Ticks> devices = new ArrayList<>();

    /** @param roams whether the person comes and goes; @param lastSeq of the conversation, at least */
    Reader(
            List<TestNode> nodes,
            Caller caller,
            ConversationId conversation,
            boolean roams,
            AtomicLong lastSeq,
            long seed) {
        this.nodes = nodes;
        this.caller = caller;
        this.conversation = conversation;
        this.roams = roams;
        this.lastSeq = lastSeq;
        this.random = new Random(seed);
        devices.add(device());
        devices.add(device());
    }

    Caller caller() {
        return caller;
    }

    Reading reading() {
        return reading;
    }

    /** One that has never been here before. */
    Ticks device() {
        return new Ticks(nodes, caller, conversation, random.nextLong());
    }

    /** After they have caught up. */
    List<Ticks> devices() {
        devices.forEach(Ticks::reconnect);
        return devices;
    }

    void act(int operations) {
        for (int i = 0; i < operations; i++) {
            step(i);
            Ticks device = devices.get(random.nextInt(devices.size()));
            switch (random.nextInt(10)) {
                case 0 -> device.disconnect();
                case 1 -> device.reconnect();
                default -> device.follow();
            }
        }
    }

    private void step(int number) {
        long seq = Math.max(0, lastSeq.get() + 2 - random.nextInt(8));
        switch (random.nextInt(roams ? 14 : 12)) {
            case 0, 1, 2 -> post(number);
            case 3, 4, 5 -> mark(new Mark(conversation, null, seq));
            case 6, 7 -> mark(new Mark(conversation, seq, null));
            case 8 -> mark(new Mark(conversation, seq + 1, seq));
            case 9 ->
                perform(new MarkMany(List.of(new Mark(conversation, seq, null), new Mark(conversation, null, seq))))
                        .ifPresent(many -> many.marked().forEach(this::marked));
            case 10 -> perform(new MarkUnread(conversation, Math.max(1, seq - 3)));
            case 11 -> tell(random.nextInt(3) > 0);
            case 12 -> perform(new Join(conversation));
            default -> perform(new Leave(conversation));
        }
    }

    private void post(int number) {
        perform(new Post(conversation, "post " + number, UUID.randomUUID())).ifPresent(posted -> {
            reading.posted(posted.seq());
            lastSeq.accumulateAndGet(posted.seq(), Math::max);
        });
    }

    private void mark(Mark mark) {
        long known = lastSeq.get();
        perform(mark).ifPresent(marked -> {
            assertThat(marked.delivered())
                    .as("what was read was delivered")
                    .isGreaterThanOrEqualTo(marked.read())
                    .isGreaterThanOrEqualTo(Math.min(known, mark.delivered() == null ? 0 : mark.delivered()));
            assertThat(marked.read()).isGreaterThanOrEqualTo(Math.min(known, mark.read() == null ? 0 : mark.read()));
            marked(marked);
        });
    }

    private void marked(Marked answer) {
        reading.marked(answer.delivered(), answer.read());
    }

    /** Told by the own address, a device asks for everybody's when it may see them again. */
    void tell(boolean on) {
        perform(new SetSettings(Map.of(Setting.RECEIPTS, on)));
        if (on && !reading.tells()) {
            devices.forEach(Ticks::askAnew);
        }
        reading.tells(on);
    }

    private <R> Optional<R> perform(Command<R> command) {
        Optional<R> answer = attempt(command);
        boolean lost = answer.isPresent() && random.nextInt(5) == 0;
        Optional<R> again = lost ? attempt(command) : Optional.empty();
        return again.isPresent() ? again : answer;
    }

    private <R> Optional<R> attempt(Command<R> command) {
        while (true) {
            try {
                return Optional.of(nodes.get(random.nextInt(nodes.size())).ask(caller, command));
            } catch (Failure failure) {
                if (failure.code() == FailureCode.NOT_A_MEMBER || isTooEarly(command, failure)) {
                    return Optional.empty();
                }
                if (failure.code().kind() == FailureCode.Kind.REFUSED) {
                    throw failure;
                }
            }
        }
    }

    /** There is no message yet to be unread again. */
    private static boolean isTooEarly(Command<?> command, Failure failure) {
        return command instanceof MarkUnread && failure.code() == FailureCode.BAD_REQUEST;
    }
}
