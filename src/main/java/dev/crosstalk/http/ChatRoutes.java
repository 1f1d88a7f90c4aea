package dev.crosstalk.http;

import dev.crosstalk.bus.ApplicationCommand.Entered;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.ChatCommand;
import dev.crosstalk.bus.ChatCommand.Chat;
import dev.crosstalk.bus.FailureCode;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;

/** The chats of an application under {@code /api}. */
final class ChatRoutes {
    static final String ALL = "/api/applications/:token/chats";
    static final String ONE = ALL + "/:chat";
    static final Map<String, Class<?>> IN_PATH = Map.of("token", String.class, "chat", Long.class);

    private final Bus bus;
    private final ApplicationAccess access;

    ChatRoutes(Bus bus, ApplicationAccess access) {
        this.bus = bus;
        this.access = access;
    }

    void mount(Router router) {
        Operation.of("chats.list", "The chats of an application by number.", Operation.Who.APPLICATIONS)
                .with(Paging.parameters(Map.of("token", String.class)))
                .gives(ChatBody[].class)
                .fails(FailureCode.NOT_FOUND)
                .describe(router.get(ALL))
                .handler(access::require)
                .handler(this::list);
        Operation.of("chats.create", "Opens a chat under the next number.", Operation.Who.APPLICATIONS)
                .with(Map.of("token", String.class))
                .takes(NewChat.class)
                .gives(ChatBody.class)
                .fails(FailureCode.NOT_FOUND, FailureCode.LIMIT_REACHED)
                .describe(router.post(ALL))
                .handler(access::require)
                .handler(this::create);
        Operation.of("chats.get", "One chat.", Operation.Who.APPLICATIONS)
                .with(IN_PATH)
                .gives(ChatBody.class)
                .fails(FailureCode.NOT_FOUND)
                .describe(router.get(ONE))
                .handler(access::require)
                .handler(this::get);
        Operation.of("chats.delete", "Removes a chat and all it has.", Operation.Who.APPLICATIONS)
                .with(IN_PATH)
                .fails(FailureCode.NOT_FOUND)
                .describe(router.delete(ONE))
                .handler(access::require)
                .handler(this::delete);
    }

    /** @param title null for one that names its number */
    record NewChat(String title) {}

    private void list(RoutingContext context) {
        Paging paging = Paging.of(context);
        Entered entered = ApplicationAccess.entered(context);
        bus.request(
                        null,
                        new ChatCommand.ListAll(
                                entered.application(), entered.account(), paging.page(), paging.limit()))
                .onSuccess(found -> paging.answer(
                        context, found.chats().stream().map(ChatBody::of).toList(), found.total()))
                .onFailure(context::fail);
    }

    private void create(RoutingContext context) {
        Entered entered = ApplicationAccess.entered(context);
        ChatCommand.Create command = new ChatCommand.Create(
                entered.application(),
                entered.account(),
                Bodies.read(context, NewChat.class).title(),
                RepeatKey.of(context, "chats"));
        bus.request(null, command)
                .onSuccess(made -> Answer.value(context, made.created() ? 201 : 200, ChatBody.of(made.chat())))
                .onFailure(context::fail);
    }

    private void get(RoutingContext context) {
        chat(bus, context)
                .onSuccess(chat -> Answer.value(context, 200, ChatBody.of(chat)))
                .onFailure(context::fail);
    }

    private void delete(RoutingContext context) {
        chat(bus, context)
                .compose(chat -> bus.request(
                        null,
                        new ChatCommand.Delete(
                                ApplicationAccess.entered(context).application(), chat.conversation())))
                .onSuccess(done -> Answer.value(context, 204, done))
                .onFailure(context::fail);
    }

    /** The chat of the path; what cannot be a number is none of a chat. */
    static Future<Chat> chat(Bus bus, RoutingContext context) {
        Entered entered = ApplicationAccess.entered(context);
        return number(context, "chat")
                .map(number -> bus.request(null, new ChatCommand.Get(entered.application(), entered.account(), number)))
                .orElseGet(() -> Future.failedFuture(FailureCode.NOT_FOUND.failure()));
    }

    /** A positive number of the path, in digits. */
    static Optional<Long> number(RoutingContext context, String name) {
        String text = context.pathParam(name);
        return text.matches("[1-9][0-9]{0,14}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
