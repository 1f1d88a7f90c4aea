package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.ConversationCommand.Rename;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.PersonalCommand.Save;
import dev.crosstalk.bus.PersonalCommand.Unsave;
import dev.crosstalk.bus.PositionCommand.Mark;
import dev.crosstalk.bus.StoredMessageCommand.Audience;
import dev.crosstalk.bus.StoredMessageCommand.Delete;
import dev.crosstalk.bus.StoredMessageCommand.Edit;
import dev.crosstalk.bus.StoredMessageCommand.Found;
import dev.crosstalk.bus.StoredMessageCommand.Pin;
import dev.crosstalk.bus.StoredMessageCommand.React;
import dev.crosstalk.bus.StoredMessageCommand.Unpin;
import dev.crosstalk.persistence.SocketDevice.Picture;
import dev.crosstalk.persistence.SocketDevice.Stand;
import dev.crosstalk.persistence.SocketNode.Guest;
import io.vertx.core.http.WebSocketClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Somebody with two devices on sockets who does one thing after the other. The sockets break now and then, also right after something
 * was sent; that is then sent again, on another socket and perhaps to another node.
 */
final class SocketPerson {
    private static final Set<FailureCode> LATE = Set.of(FailureCode.MESSAGE_DELETED, FailureCode.NOT_FOUND);
    private static final Duration HEALED = Duration.ofSeconds(20);

    private final List<SocketNode> nodes;
    private final WebSocketClient client;
    private final Guest guest;
    private final ConversationId conversation;
    private final boolean owner;
    private final Expectation expectation;
    private final Random random;
    private final List<SocketDevice> devices = new ArrayList<>();
    private final List<Long> own = new ArrayList<>();
    private final Set<Long> saved = new TreeSet<>();
    private final Set<Long> hidden = new TreeSet<>();
    private final Reading reading = new Reading();

    SocketPerson(
            List<SocketNode> nodes,
            WebSocketClient client,
            Guest guest,
            ConversationId conversation,
            boolean owner,
            Expectation expectation,
            long seed) {
        this.nodes = nodes;
        this.client = client;
        this.guest = guest;
        this.conversation = conversation;
        this.owner = owner;
        this.expectation = expectation;
        this.random = new Random(seed);
        devices.add(device());
        devices.add(device());
    }

    private SocketDevice device() {
        return new SocketDevice(nodes, client, guest, conversation, random.nextLong());
    }

    AccountId account() {
        return guest.caller().account();
    }

    /** How far the acknowledged marks and messages say that this person has read. */
    long read() {
        return reading.own().read();
    }

    void act(int operations) {
        for (int i = 0; i < operations; i++) {
            step(i);
            SocketDevice device = any();
            switch (random.nextInt(12)) {
                case 0 -> device.cut();
                case 1 -> device.connect();
                default -> device.follow();
            }
        }
    }

    private SocketDevice any() {
        return devices.get(random.nextInt(devices.size()));
    }

    private void step(int number) {
        int dice = random.nextInt(100);
        if (dice < 40 || expectation.lastSeq() == 0) {
            post(number);
        } else if (dice < 50) {
            edit(number);
        } else if (dice < 56) {
            delete();
        } else if (dice < 60) {
            hide();
        } else if (dice < 72) {
            react();
        } else if (dice < 84) {
            mark();
        } else if (dice < 90) {
            save();
        } else if (owner && dice < 97) {
            pin();
        } else if (owner) {
            String title = "Title " + number;
            perform(new Rename(conversation, title)).ifPresent(done -> expectation.title(title));
        }
    }

    private void post(int number) {
        Long replyTo = random.nextInt(3) == 0 && expectation.lastSeq() > 0 ? (Long) anySeq() : null;
        String text = "post " + number + " of " + account();
        Post post = new Post(conversation, text, UUID.randomUUID(), replyTo, null, null);
        performAnyhow(post).ifPresent(posted -> {
            own.add(posted.seq());
            reading.posted(posted.seq());
            expectation.text(posted.seq(), posted.rev(), account(), text);
        });
    }

    private void edit(int number) {
        if (!own.isEmpty()) {
            long seq = own.get(random.nextInt(own.size()));
            String text = "edit " + number + " of " + account();
            perform(new Edit(conversation, seq, text))
                    .map(Found::message)
                    .ifPresent(message -> expectation.text(seq, message.rev(), account(), text));
        }
    }

    private void delete() {
        if (owner || !own.isEmpty()) {
            long seq = owner ? anySeq() : own.get(random.nextInt(own.size()));
            performAnyhow(new Delete(conversation, seq, Audience.EVERYONE)).ifPresent(done -> expectation.deleted(seq));
        }
    }

    private void hide() {
        long seq = anySeq();
        performAnyhow(new Delete(conversation, seq, Audience.ME)).ifPresent(done -> {
            hidden.add(seq);
            expectation.hidden(account(), seq);
        });
    }

    private void react() {
        long seq = anySeq();
        boolean on = random.nextInt(3) > 0;
        perform(new React(conversation, seq, ":ship:", on))
                .ifPresent(done -> expectation.reacted(account(), seq, ":ship:", on));
    }

    private void mark() {
        performAnyhow(new Mark(conversation, null, anySeq()))
                .ifPresent(marked -> reading.marked(marked.delivered(), marked.read()));
    }

    private void save() {
        long seq = anySeq();
        if (random.nextInt(3) > 0) {
            perform(new Save(conversation, seq)).ifPresent(done -> saved.add(seq));
        } else {
            perform(new Unsave(conversation, seq)).ifPresent(done -> saved.remove(seq));
        }
    }

    private void pin() {
        long seq = anySeq();
        boolean on = random.nextBoolean();
        perform(on ? new Pin(conversation, seq) : new Unpin(conversation, seq))
                .ifPresent(done -> expectation.pinned(seq, on));
    }

    private long anySeq() {
        return 1 + (long) (random.nextDouble() * expectation.lastSeq());
    }

    /** Of what can be done twice, at whatever time: the first answer is lost with its socket now and then. */
    private <R> Optional<R> performAnyhow(Command<R> command) {
        if (random.nextInt(5) == 0) {
            SocketDevice device = any();
            device.connect();
            device.askAndCut(command);
        }
        return perform(command);
    }

    /** @return what was answered, or nothing if it came too late to be done */
    private <R> Optional<R> perform(Command<R> command) {
        while (true) {
            SocketDevice device = any();
            device.connect();
            try {
                return Optional.of(device.ask(command));
            } catch (Wire.Cut cut) {
                continue;
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

    /** Sockets that stand must have been brought everything; others ask. @param read how far each member has read */
    void check(Map<AccountId, Long> read) {
        SocketDevice fresh = device();
        Stand stand = fresh.stand();
        Picture truth = fresh.picture();
        for (SocketDevice device : devices) {
            device.connect();
            await().atMost(HEALED).until(() -> {
                device.connect();
                device.follow();
                return device.stand().equals(stand);
            });
            assertThat(device.picture().conversation().messages())
                    .containsExactlyElementsOf(truth.conversation().messages());
            assertThat(device.picture()).isEqualTo(truth);
        }
        expectation.check(account(), truth.conversation());
        assertThat(truth.read()).isEqualTo(read);
        assertThat(truth.saved()).isEqualTo(saved);
    }

    void leave() {
        devices.forEach(SocketDevice::cut);
    }
}
