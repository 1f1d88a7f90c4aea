package dev.crosstalk.http;

import dev.crosstalk.bus.AccountCommand;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.Create;
import dev.crosstalk.bus.ConversationCommand.FindRoom;
import dev.crosstalk.bus.ConversationCommand.ListRooms;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.PresenceCommand.Here;
import dev.crosstalk.bus.PresenceCommand.ListHere;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;

/**
 * Rooms by their numbers and people by their names, for programs that know no more: the same rooms as everywhere else. Their
 * sockets are the bridge's.
 */
final class ChatRoomRoutes {
    private static final ApplicationId INSTALLATION = new ApplicationId(1);
    private static final String ALL = "/v1/chatrooms";

    private final Bus bus;
    private final Authentication authentication;
    private final SignInLimit signIns;

    ChatRoomRoutes(Bus bus, Authentication authentication, SignInLimit signIns) {
        this.bus = bus;
        this.authentication = authentication;
        this.signIns = signIns;
    }

    /** A room. {@code id} is its number in the application. */
    record ChatRoom(long id, String name) {
        static ChatRoom of(ConversationView room) {
            return new ChatRoom(room.number(), room.title());
        }
    }

    /** @param next what to give as {@code after} to go on, or null at the end */
    record ChatRooms(List<ChatRoom> chatrooms, String next) {}

    /** What a room, or somebody, is to be called. */
    record Named(String name) {}

    /** Somebody. */
    record User(AccountId id, String name) {}

    /**
     * Who is in a room now.
     *
     * @param count how many they are, on whichever page
     * @param next what to give as {@code after} to go on, or null at the end
     */
    record Users(List<User> users, int count, AccountId next) {}

    /**
     * Somebody new.
     *
     * @param token the bearer token of the session
     * @param ticket opens one socket within 30 s; for browsers, which send no headers with a socket
     */
    record NewUser(AccountId id, String name, String token, String ticket) {
        @Override
        public String toString() {
            return "NewUser[id=" + id + "]";
        }
    }

    void mount(Router router) {
        Operation.of("chatroom.list", "The open rooms, latest message first.", Operation.Who.SIGNED_IN)
                .with(Map.of("query", String.class, "after", String.class, "limit", Integer.class))
                .gives(ChatRooms.class)
                .describe(router.get(ALL))
                .handler(authentication::require)
                .handler(this::list);
        Operation.of("chatroom.create", "Opens a room that everybody may enter; 201.", Operation.Who.SIGNED_IN)
                .takes(Named.class)
                .gives(ChatRoom.class)
                .describe(router.post(ALL))
                .handler(authentication::require)
                .handler(this::create);
        Operation.of(
                        "chatroom.users",
                        "Who is connected to a room now. Members who are away are not among them.",
                        Operation.Who.SIGNED_IN)
                .with(Map.of("id", Long.class, "after", AccountId.class, "limit", Integer.class))
                .gives(Users.class)
                .fails(FailureCode.NOT_FOUND, FailureCode.NOT_A_MEMBER)
                .describe(router.get(ALL + "/:id/users"))
                .handler(authentication::require)
                .handler(this::users);
        // Where the bridge listens, too, its socket comes before this.
        Operation.of(
                        "chatroom.join",
                        "A WebSocket (101): enters the room, plays its history back, and goes on live; what is sent is said."
                                + " Served where the bridge is.",
                        Operation.Who.SIGNED_IN)
                .with(Map.of("id", Long.class, "user", String.class, "history", Integer.class, "ticket", String.class))
                .fails(FailureCode.NOT_FOUND, FailureCode.FORBIDDEN, FailureCode.BANNED, FailureCode.WRONG_ORIGIN)
                .describe(router.get(ALL + "/:id/join"))
                .handler(context -> context.fail(FailureCode.NOT_FOUND.because("Sockets are opened at the bridge.")));
        Operation.of(
                        "chatroom.create-user",
                        "Signs a new guest in; 201. The answer has what joining a room needs, and there is no cookie.",
                        Operation.Who.EVERYBODY)
                .takes(Named.class)
                .gives(NewUser.class)
                .fails(FailureCode.NAME_INVALID, FailureCode.NAME_TAKEN, FailureCode.WRONG_ORIGIN)
                .describe(router.post(ALL + "/users"))
                .handler(this::createUser);
    }

    private void list(RoutingContext context) {
        answer(
                context,
                200,
                bus.request(caller(context), RequestBinder.bind(context, ListRooms.class))
                        .map(page -> new ChatRooms(
                                page.conversations().stream().map(ChatRoom::of).toList(), page.next())));
    }

    private void create(RoutingContext context) {
        Create room = new Create(
                ConversationKind.ROOM,
                RequestBinder.bind(context, Named.class).name(),
                List.of(),
                RepeatKey.given(context, context.normalizedPath()));
        answer(context, 201, bus.request(caller(context), room).map(ChatRoom::of));
    }

    private void users(RoutingContext context) {
        Caller caller = caller(context);
        answer(
                context,
                200,
                bus.request(caller, FindRoom.of(context.pathParam("id")))
                        .compose(room -> bus.request(caller, page(context, room)))
                        .map(ChatRoomRoutes::users));
    }

    private static Users users(Here here) {
        return new Users(
                here.accounts().stream()
                        .map(account -> new User(account.id(), account.name()))
                        .toList(),
                here.count(),
                here.next());
    }

    private static ListHere page(RoutingContext context, ConversationView room) {
        String after = context.request().getParam("after");
        String limit = context.request().getParam("limit");
        try {
            return new ListHere(
                    room.id(),
                    after == null ? null : AccountId.parse(after),
                    limit == null ? null : Integer.valueOf(limit));
        } catch (NumberFormatException e) {
            throw FailureCode.BAD_REQUEST.because("limit is not a number");
        }
    }

    private void createUser(RoutingContext context) {
        authentication.requireOwnOrigin(context);
        String address = context.request().remoteAddress().hostAddress();
        signIns.require(address);
        Named wanted = RequestBinder.bind(context, Named.class);
        String userAgent = context.request().getHeader(HttpHeaders.USER_AGENT);
        answer(
                context,
                201,
                bus.request(null, new AccountCommand.OpenSession(INSTALLATION, wanted.name(), null, userAgent, address))
                        .compose(opened -> bus.request(caller(opened), new AccountCommand.IssueTicket())
                                .map(ticket -> new NewUser(
                                        opened.account().id(),
                                        opened.account().name(),
                                        opened.token(),
                                        ticket.ticket()))));
    }

    private static Caller caller(AccountCommand.OpenedSession opened) {
        return new Caller(INSTALLATION, opened.account().id(), opened.session().id());
    }

    private Caller caller(RoutingContext context) {
        return authentication.caller(context);
    }

    private static void answer(RoutingContext context, int status, Future<?> found) {
        found.onSuccess(value -> Answer.value(context, status, value)).onFailure(context::fail);
    }
}
