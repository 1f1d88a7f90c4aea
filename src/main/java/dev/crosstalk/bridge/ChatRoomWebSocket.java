package dev.crosstalk.bridge;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Addresses;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.ConversationCommand.Get;
import dev.crosstalk.bus.ConversationEvent.Message;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.History;
import dev.crosstalk.bus.MessageCommand.HistoryPage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * The socket of a room. It listens first and reads the history then, and what comes meanwhile is told behind it: no message is
 * missing and none comes twice.
 */
final class ChatRoomWebSocket extends WebSocketTransport {
    private final Seat seat;
    private final Promise<Void> played = Promise.promise();
    private BridgeSocket socket;
    private Future<Void> before = played.future();
    private long lastSeq;

    /**
     * Where it sits.
     *
     * @param history how many messages are played back
     */
    record Seat(
            Bus bus,
            ChatRoomNames names,
            ChatRoomFrame.Reader reader,
            Caller caller,
            ConversationView room,
            int history) {
        String address() {
            return Addresses.conversation(room.id());
        }
    }

    ChatRoomWebSocket(ServerWebSocket webSocket, HttpConnection connection, Loop loop, Seat seat) {
        super(webSocket, connection, loop);
        this.seat = seat;
    }

    @Override
    void start(BridgeSocket socket) {
        this.socket = socket;
        super.start(socket);
        socket.received(ChatRoomFrames.register(seat.room().id()));
    }

    @Override
    void received(BridgeSocket socket, String text) {
        socket.heard();
        try {
            socket.received(ChatRoomFrames.post(seat.room().id(), text));
        } catch (Failure failure) {
            socket.unreadable(failure);
        }
    }

    /** Each in its turn: who wrote it may have to be asked for. */
    @Override
    public Future<Void> write(Bundle bundle) {
        List<ChatRoomFrame> frames =
                bundle.frames().stream().map(seat.reader()::read).toList();
        if (frames.contains(new ChatRoomFrame.Registered())) {
            play();
        } else if (frames.stream().anyMatch(this::isTheEnd)) {
            played.tryComplete();
        }
        before = before.compose(done -> tell(frames));
        before.onFailure(error -> socket.close(Close.FAILED));
        return before;
    }

    private void play() {
        int wanted = Math.max(1, seat.history());
        // Of a page it may be some seconds that are missing, of where the room stands nothing.
        ask(new Get(seat.room().id()))
                .compose(room -> ask(new History(seat.room().id(), null, null, wanted))
                        .compose(page -> play(page, room.lastSeq())))
                .onComplete(played);
    }

    private <R> Future<R> ask(Command<R> command) {
        return seat.bus().request(seat.caller(), command);
    }

    private Future<Void> play(HistoryPage page, long roomLastSeq) {
        lastSeq = page.lastSeq();
        return tellAll(seat.history() == 0 ? List.of() : page.messages())
                .compose(done -> catchUp(roomLastSeq))
                .compose(done -> send(List.of(ChatRoomFrames.live(seat.room().number(), lastSeq))));
    }

    /** Who has seen all that the cache knows is answered by the database. */
    private Future<Void> catchUp(long upTo) {
        if (lastSeq >= upTo) {
            return Future.succeededFuture();
        }
        return ask(new History(seat.room().id(), null, lastSeq, null)).compose(page -> {
            lastSeq = page.messages().isEmpty()
                    ? upTo
                    : page.messages().get(page.messages().size() - 1).seq();
            return tellAll(page.messages()).compose(done -> catchUp(upTo));
        });
    }

    private Future<Void> tellAll(List<MessageEvent> messages) {
        return told(messages.stream().map(ChatRoomFrame.Said::new).toList()).compose(this::send);
    }

    /** As this socket is told it, once it is known who wrote it. */
    private Future<List<Frame>> told(List<ChatRoomFrame.Said> said) {
        List<AccountId> unknown = said.stream()
                .map(one -> one.event().sender())
                .filter(sender -> seat.names().of(sender) == null)
                .toList();
        Future<Void> known =
                unknown.isEmpty() ? Future.succeededFuture() : seat.names().learn(seat.caller(), unknown);
        return known.map(done -> {
            List<Frame> frames = new ArrayList<>();
            for (ChatRoomFrame.Said one : said) {
                String name = seat.names().of(one.event().sender());
                frames.add(one.told(seat.room().number(), name == null ? "" : name));
            }
            return frames;
        });
    }

    private Future<Void> tell(List<ChatRoomFrame> all) {
        List<ChatRoomFrame.Said> said = new ArrayList<>();
        List<Frame> refusals = new ArrayList<>();
        for (ChatRoomFrame one : all) {
            if (one instanceof ChatRoomFrame.Said news && isNew(news.event())) {
                said.add(news);
            } else if (one instanceof ChatRoomFrame.Refused refused) {
                refusals.add(refusal(refused));
            }
        }
        return told(said).compose(frames -> {
            frames.addAll(refusals);
            return send(frames);
        });
    }

    /** What was played back is not told again. */
    private boolean isNew(MessageEvent event) {
        if (event instanceof Message && event.seq() <= lastSeq) {
            return false;
        }
        lastSeq = Math.max(lastSeq, event.seq());
        return true;
    }

    /** Whether it says that the room is not listened to, or not any more. */
    private boolean isTheEnd(ChatRoomFrame frame) {
        return frame instanceof ChatRoomFrame.Refused refused && seat.address().equals(refused.address());
    }

    private Frame refusal(ChatRoomFrame.Refused refused) {
        if (isTheEnd(refused)) {
            boolean expelled = FailureCode.NOT_A_MEMBER
                    .code()
                    .equals(refused.failure().path("code").asText());
            socket.loop().post(() -> socket.close(expelled ? Close.EXPELLED : Close.FAILED));
            return ChatRoomFrames.error(refused.failure(), null);
        }
        return ChatRoomFrames.error(refused.failure(), refused.address());
    }

    private Future<Void> send(List<Frame> frames) {
        if (frames.isEmpty()) {
            return Future.succeededFuture();
        }
        Bundle bundle = new Bundle(frames);
        try {
            return frames(bundle.texts());
        } finally {
            bundle.release();
        }
    }
}
