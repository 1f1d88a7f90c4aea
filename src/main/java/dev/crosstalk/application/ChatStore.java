package dev.crosstalk.application;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ChatCommand.Chat;
import dev.crosstalk.bus.ChatCommand.ChatMessage;
import dev.crosstalk.bus.ConversationId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The rooms of an application as its chats, by number: those that are open to all its users, and those that the application's own
 * account has opened.
 */
public interface ChatStore {
    /** In order of number. */
    Future<List<Chat>> list(ApplicationId application, AccountId account, long offset, int limit);

    Future<Long> count(ApplicationId application, AccountId account);

    Future<Optional<Chat>> find(ApplicationId application, AccountId account, long number);

    /** The one with that id, which the application's own account has opened or may see. */
    Future<Optional<Chat>> find(ApplicationId application, AccountId account, ConversationId conversation);

    /** The one that this request has opened before. */
    Future<Optional<Chat>> opened(ApplicationId application, AccountId account, UUID clientId);

    /** How many messages can be read; empty if the application has no such conversation. */
    Future<Optional<Long>> countMessages(ApplicationId application, ConversationId conversation);

    /**
     * Messages that can be read, in order of number, without the first ones.
     *
     * @return fails with {@link dev.crosstalk.bus.FailureCode#TOO_LARGE} if they are too long for one answer
     */
    Future<List<ChatMessage>> messages(ApplicationId application, ConversationId conversation, long offset, int limit);

    /** Those of these that can be read, in order of number; fails as {@link #messages}. */
    Future<List<ChatMessage>> messages(ApplicationId application, ConversationId conversation, List<Long> numbers);
}
