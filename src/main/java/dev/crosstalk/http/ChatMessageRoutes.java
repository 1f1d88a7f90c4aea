package dev.crosstalk.http;

import dev.crosstalk.bus.ApplicationCommand.Entered;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.ChatCommand;
import dev.crosstalk.bus.ChatCommand.Chat;
import dev.crosstalk.bus.ChatCommand.ChatMessage;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand;
import dev.crosstalk.bus.MessageCommand.Posted;
import dev.crosstalk.bus.StoredMessageCommand;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The messages of a chat under {@code /api}. They are posted and changed by the application's account as by everybody else, who hear of
 * it live; where somebody else has opened the chat, the account enters it as a moderator first.
 */
final class ChatMessageRoutes {
    private static final String ALL = ChatRoutes.ONE + "/messages";
    private static final String ONE = ALL + "/:number";

    private final Bus bus;
    private final ApplicationAccess access;

    ChatMessageRoutes(Bus bus, ApplicationAccess access) {
        this.bus = bus;
        this.access = access;
    }

    void mount(Router router) {
        Map<String, Class<?>> listed = new LinkedHashMap<>(ChatRoutes.IN_PATH);
        listed.put("query", String.class);
        Operation.of(
                        "chat-messages.list",
                        "Messages of a chat by number, or those with the query in their text.",
                        Operation.Who.APPLICATIONS)
                .with(Paging.parameters(listed))
                .gives(MessageBody[].class)
                .fails(FailureCode.NOT_FOUND)
                .describe(router.get(ALL))
                .handler(access::require)
                .handler(this::list);
        Operation.of("chat-messages.post", "Posts a message as the application.", Operation.Who.APPLICATIONS)
                .with(ChatRoutes.IN_PATH)
                .takes(NewMessage.class)
                .gives(MessageBody.class)
                .fails(
                        FailureCode.NOT_FOUND,
                        FailureCode.TEXT_EMPTY,
                        FailureCode.TEXT_TOO_LONG,
                        FailureCode.MESSAGE_DELETED,
                        FailureCode.DAILY_LIMIT)
                .describe(router.post(ALL))
                .handler(access::require)
                .handler(this::post);
        mountOne(router);
    }

    private void mountOne(Router router) {
        Map<String, Class<?>> inPath = new LinkedHashMap<>(ChatRoutes.IN_PATH);
        inPath.put("number", Long.class);
        Operation.of("chat-messages.get", "One message of a chat.", Operation.Who.APPLICATIONS)
                .with(inPath)
                .gives(MessageBody.class)
                .fails(FailureCode.NOT_FOUND)
                .describe(router.get(ONE))
                .handler(access::require)
                .handler(context -> answer(context, numbered(context, this::message)));
        Operation.of(
                        "chat-messages.edit",
                        "Gives a message that the application posted another text.",
                        Operation.Who.APPLICATIONS)
                .with(inPath)
                .takes(NewMessage.class)
                .gives(MessageBody.class)
                .fails(
                        FailureCode.NOT_FOUND,
                        FailureCode.TEXT_EMPTY,
                        FailureCode.TEXT_TOO_LONG,
                        FailureCode.FORBIDDEN,
                        FailureCode.TOO_LATE)
                .describe(router.put(ONE))
                .handler(access::require)
                .handler(this::edit);
        Operation.of("chat-messages.delete", "Deletes a message of a chat for everyone.", Operation.Who.APPLICATIONS)
                .with(inPath)
                .fails(FailureCode.NOT_FOUND)
                .describe(router.delete(ONE))
                .handler(access::require)
                .handler(this::delete);
    }

    /** A message and its text. */
    record NewMessage(String body) {}

    private static Entered entered(RoutingContext context) {
        return ApplicationAccess.entered(context);
    }

    private void list(RoutingContext context) {
        Paging paging = Paging.of(context);
        String query = Paging.query(context);
        ChatRoutes.chat(bus, context)
                .compose(chat -> bus.request(
                        null,
                        new ChatCommand.ListMessages(
                                entered(context).application(),
                                chat.conversation(),
                                query,
                                paging.page(),
                                paging.limit())))
                .onSuccess(found -> {
                    if (!found.complete()) {
                        context.response().putHeader("X-Search-Complete", "false");
                    }
                    paging.answer(
                            context,
                            found.messages().stream().map(MessageBody::of).toList(),
                            found.total());
                })
                .onFailure(context::fail);
    }

    /** Does something with the message of the path, which may be none. */
    private Future<ChatMessage> numbered(RoutingContext context, Numbered step) {
        return ChatRoutes.number(context, "number")
                .map(number -> ChatRoutes.chat(bus, context).compose(chat -> step.apply(context, chat, number)))
                .orElseGet(() -> Future.failedFuture(FailureCode.NOT_FOUND.failure()));
    }

    private interface Numbered {
        Future<ChatMessage> apply(RoutingContext context, Chat chat, long number);
    }

    private static void answer(RoutingContext context, Future<ChatMessage> found) {
        found.onSuccess(message -> Answer.value(context, 200, MessageBody.of(message)))
                .onFailure(context::fail);
    }

    private Future<ChatMessage> message(RoutingContext context, Chat chat, long number) {
        return bus.request(
                null, new ChatCommand.GetMessage(entered(context).application(), chat.conversation(), number));
    }

    private <R> Future<R> moderating(RoutingContext context, Chat chat, Command<R> command) {
        Entered entered = entered(context);
        Future<?> inside = chat.moderated()
                ? Future.succeededFuture()
                : bus.request(
                        null, new ChatCommand.Enter(entered.application(), entered.account(), chat.conversation()));
        return inside.compose(done -> bus.request(entered.caller(), command));
    }

    private void post(RoutingContext context) {
        String body = Bodies.read(context, NewMessage.class).body();
        ChatRoutes.chat(bus, context)
                .compose(chat -> moderating(
                                context,
                                chat,
                                new MessageCommand.Post(
                                        chat.conversation(),
                                        body,
                                        RepeatKey.of(
                                                context, chat.conversation().toString())))
                        .compose(posted -> posted(context, chat, posted)
                                .onSuccess(message -> Answer.value(
                                        context, posted.duplicate() ? 200 : 201, MessageBody.of(message)))))
                .onFailure(context::fail);
    }

    /** Of a repetition nobody knows but the database what the message says by now. */
    private Future<ChatMessage> posted(RoutingContext context, Chat chat, Posted posted) {
        return message(context, chat, posted.seq())
                .recover(error -> Failure.of(error).code() == FailureCode.NOT_FOUND
                        ? Future.failedFuture(FailureCode.MESSAGE_DELETED.failure())
                        : Future.failedFuture(error));
    }

    private void edit(RoutingContext context) {
        String body = Bodies.read(context, NewMessage.class).body();
        answer(
                context,
                numbered(
                        context,
                        (same, chat, number) -> message(same, chat, number)
                                .compose(found -> moderating(
                                        same, chat, new StoredMessageCommand.Edit(chat.conversation(), number, body)))
                                .compose(edited -> message(same, chat, number))));
    }

    /** What is deleted already is none. */
    private void delete(RoutingContext context) {
        numbered(
                        context,
                        (same, chat, number) -> message(same, chat, number)
                                .compose(found -> moderating(
                                                same,
                                                chat,
                                                new StoredMessageCommand.Delete(chat.conversation(), number))
                                        .map(found)))
                .onSuccess(gone -> Answer.value(context, 204, gone))
                .onFailure(context::fail);
    }
}
