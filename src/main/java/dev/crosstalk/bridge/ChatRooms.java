package dev.crosstalk.bridge;

import dev.crosstalk.bus.AccountCommand.Authenticated;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.FindRoom;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.bus.FailureCode;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Sockets of a single room, {@code GET /v1/chatrooms/{id}/join?user=NAME}: who opens one enters the room, gets its latest messages
 * and then those that come, and whatever the socket sends is said in the room. For programs that know rooms and names alone.
 *
 * <p>One for each event loop that accepts connections.
 */
final class ChatRooms {
    private static final int HISTORY = 50;
    private static final int MOST_HISTORY = 500;

    private final Bridge bridge;
    private final Bus bus;
    private final Loop loop;
    private final ChatRoomNames names;
    private final ChatRoomFrame.Reader reader = new ChatRoomFrame.Reader();

    ChatRooms(Bridge bridge, Hub hub, Loop loop) {
        this.bridge = bridge;
        this.bus = hub.bus();
        this.loop = loop;
        this.names = new ChatRoomNames(bus);
    }

    void mount(Router root) {
        root.get("/v1/chatrooms/:id/join").handler(bridge::requireOrigin).handler(this::join);
    }

    private void join(RoutingContext context) {
        Handshake.run(
                context,
                () -> bridge.admit(context)
                        .compose(who -> enter(context, who)
                                .map(room -> (webSocket, connection) -> bridge.start(
                                        new ChatRoomWebSocket(
                                                webSocket,
                                                connection,
                                                loop,
                                                new ChatRoomWebSocket.Seat(
                                                        bus, names, reader, who.caller(), room, history(context))),
                                        who,
                                        loop))));
    }

    private Future<ConversationView> enter(RoutingContext context, Authenticated who) {
        requireOwnName(context, who);
        history(context);
        Caller caller = who.caller();
        return bus.request(caller, FindRoom.of(context.pathParam("id")))
                .compose(room ->
                        room.role() == null ? bus.request(caller, new Join(room.id())) : Future.succeededFuture(room));
    }

    /** Knowing a name does not make somebody its owner. */
    private static void requireOwnName(RoutingContext context, Authenticated who) {
        String user = context.request().getParam("user");
        if (user == null || user.isBlank()) {
            throw FailureCode.BAD_REQUEST.because("user is missing");
        }
        if (!user.equalsIgnoreCase(who.account().name())) {
            throw FailureCode.FORBIDDEN.because("You are signed in by another name.");
        }
    }

    private static int history(RoutingContext context) {
        String wanted = context.request().getParam("history");
        if (wanted == null) {
            return HISTORY;
        }
        try {
            int messages = Integer.parseInt(wanted);
            if (messages >= 0 && messages <= MOST_HISTORY) {
                return messages;
            }
        } catch (NumberFormatException e) {
            throw notANumber();
        }
        throw notANumber();
    }

    private static RuntimeException notANumber() {
        return FailureCode.BAD_REQUEST.because("history is not a number between 0 and " + MOST_HISTORY);
    }
}
