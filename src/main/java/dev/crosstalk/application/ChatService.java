package dev.crosstalk.application;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ChatCommand.Chat;
import dev.crosstalk.bus.ChatCommand.ChatMessage;
import dev.crosstalk.bus.ChatCommand.ChatMessages;
import dev.crosstalk.bus.ChatCommand.ChatPage;
import dev.crosstalk.bus.ChatCommand.Create;
import dev.crosstalk.bus.ChatCommand.CreatedChat;
import dev.crosstalk.bus.ChatCommand.Delete;
import dev.crosstalk.bus.ChatCommand.Enter;
import dev.crosstalk.bus.ChatCommand.Get;
import dev.crosstalk.bus.ChatCommand.GetMessage;
import dev.crosstalk.bus.ChatCommand.ListAll;
import dev.crosstalk.bus.ChatCommand.ListMessages;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.bus.Done;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Role;
import dev.crosstalk.conversation.Access;
import dev.crosstalk.conversation.Change;
import dev.crosstalk.conversation.ConversationStore;
import dev.crosstalk.conversation.ConversationStore.NewConversation;
import dev.crosstalk.conversation.Locked;
import dev.crosstalk.conversation.Participants;
import io.vertx.core.Future;
import java.util.List;

/** The rules of an application's chats, for the application itself. */
public final class ChatService {
    private final ChatStore store;
    private final ConversationStore conversations;
    private final ChatSearch search;
    private final LimitRules limits;
    private final Removals removals;

    public ChatService(
            ChatStore store, ConversationStore conversations, ChatSearch search, LimitRules limits, Removals removals) {
        this.store = store;
        this.conversations = conversations;
        this.search = search;
        this.limits = limits;
        this.removals = removals;
    }

    public Future<ChatPage> list(ListAll command) {
        long offset = (command.page() - 1L) * command.limit();
        return store.count(command.application(), command.account())
                .compose(total -> store.list(command.application(), command.account(), offset, command.limit())
                        .map(found -> new ChatPage(found, total)));
    }

    public Future<Chat> get(Get command) {
        return store.find(command.application(), command.account(), command.number())
                .map(found -> found.orElseThrow(FailureCode.NOT_FOUND::failure));
    }

    /** A repetition is answered though the application may have no more chats by now. */
    public Future<CreatedChat> create(Create command) {
        return store.opened(command.application(), command.account(), command.clientId())
                .compose(before -> before.isPresent()
                        ? Future.succeededFuture(new CreatedChat(before.get(), false))
                        : limits.requireRoom(command.application()).compose(room -> open(command)));
    }

    private Future<CreatedChat> open(Create command) {
        NewConversation wanted = new NewConversation(
                command.application(),
                ConversationKind.ROOM,
                command.title(),
                ConversationSettings.of(ConversationKind.ROOM),
                command.account(),
                new Participants(List.of(command.account())),
                false,
                command.clientId());
        return conversations
                .open(wanted)
                .compose(id -> store.find(command.application(), command.account(), id))
                .map(found -> new CreatedChat(found.orElseThrow(FailureCode.NOT_FOUND::failure), true));
    }

    /** An application is never kept out of its own chats. */
    public Future<Done> enter(Enter command) {
        return conversations
                .change(
                        caller(command.application(), command.account()),
                        command.conversation(),
                        command.account(),
                        ChatService::moderate)
                .map(new Done());
    }

    private static Change moderate(Locked chat) {
        if (Access.isMember(chat.subject())) {
            return Access.mayModerate(chat.subject().get())
                    ? new Change.Nothing()
                    : new Change.GivesRole(Role.MODERATOR);
        }
        return new Change.Enters(ConversationEvent.Change.JOINED, Role.MODERATOR, 0);
    }

    private static Caller caller(ApplicationId application, AccountId account) {
        return new Caller(application, account, null);
    }

    public Future<Done> delete(Delete command) {
        return removals.remove(command.application(), command.conversation()).map(found -> {
            if (!found) {
                throw FailureCode.NOT_FOUND.failure();
            }
            return new Done();
        });
    }

    public Future<ChatMessages> messages(ListMessages command) {
        long offset = (command.page() - 1L) * command.limit();
        return command.query() == null || command.query().isBlank() ? all(command, offset) : matching(command, offset);
    }

    private Future<ChatMessages> all(ListMessages command, long offset) {
        return store.countMessages(command.application(), command.conversation())
                .map(found -> found.orElse(0L))
                .compose(total -> store.messages(command.application(), command.conversation(), offset, command.limit())
                        .map(found -> new ChatMessages(found, total, true)));
    }

    private Future<ChatMessages> matching(ListMessages command, long offset) {
        return search.search(command.application(), command.conversation(), command.query(), offset, command.limit())
                .compose(hits -> store.messages(command.application(), command.conversation(), hits.numbers())
                        .map(found -> new ChatMessages(found, hits.total(), hits.complete())));
    }

    public Future<ChatMessage> message(GetMessage command) {
        return store.messages(command.application(), command.conversation(), List.of(command.number()))
                .map(found -> found.stream().findFirst().orElseThrow(FailureCode.NOT_FOUND::failure));
    }
}
