package dev.crosstalk.bus;

import java.util.List;
import java.util.UUID;

/**
 * Commands about the chats of an application: its rooms, by their numbers, as the application itself sees them. Internal: the HTTP
 * edge asks for who holds an application's secret. Messages are posted and changed as everybody's, by {@link MessageCommand} and
 * {@link StoredMessageCommand}.
 */
public sealed interface ChatCommand<R> extends Command<R> {
    /** The most that a page may hold. */
    int MOST_OF_A_PAGE = 100;

    /** The longest text that messages are looked for by. */
    int LONGEST_QUERY = 200;

    /**
     * The chats of an application by their number.
     *
     * @param account the application's own
     */
    @Terms(who = "who holds the application's secret")
    record ListAll(ApplicationId application, AccountId account, int page, int limit) implements ChatCommand<ChatPage> {
        public ListAll {
            Require.present("application", application);
            Require.present("account", account);
            requirePage(page, limit);
        }
    }

    /** @param total how many there are on all pages */
    record ChatPage(List<Chat> chats, long total) {}

    /**
     * A chat; times in epoch milliseconds.
     *
     * @param title what people see of it
     * @param messages how many can be read in it: those that were deleted, or are kept no longer, are none
     * @param moderated whether the application's account is there as a moderator or owner
     */
    record Chat(
            ConversationId conversation,
            long number,
            String title,
            long messages,
            long createdAt,
            long updatedAt,
            boolean moderated) {}

    /** One chat by its number. */
    @Terms(
            who = "who holds the application's secret",
            fails = {FailureCode.NOT_FOUND})
    record Get(ApplicationId application, AccountId account, long number) implements ChatCommand<Chat> {
        public Get {
            Require.present("application", application);
            Require.present("account", account);
        }
    }

    /**
     * Opens a chat under the next number.
     *
     * @param title null for one that names its number
     * @param clientId makes the repetition harmless: the same chat is answered
     */
    @Terms(
            who = "who holds the application's secret",
            fails = {FailureCode.NOT_FOUND, FailureCode.LIMIT_REACHED})
    record Create(ApplicationId application, AccountId account, String title, UUID clientId)
            implements ChatCommand<CreatedChat> {
        public Create {
            Require.present("application", application);
            Require.present("account", account);
            Require.present("clientId", clientId);
            title = Text.requireTitle(title);
        }
    }

    /** @param created whether it was made by this very request */
    record CreatedChat(Chat chat, boolean created) {}

    /** Lets the application's account act as a moderator in a chat that somebody else has opened. */
    @Terms(
            who = "who holds the application's secret",
            fails = {FailureCode.NOT_FOUND})
    record Enter(ApplicationId application, AccountId account, ConversationId conversation)
            implements ChatCommand<Done> {
        public Enter {
            Require.present("application", application);
            Require.present("account", account);
            Require.present("conversation", conversation);
        }
    }

    /** Removes a chat with all that belongs to it. Its number is not given again. */
    @Terms(
            who = "who holds the application's secret",
            fails = {FailureCode.NOT_FOUND})
    record Delete(ApplicationId application, ConversationId conversation) implements ChatCommand<Done> {
        public Delete {
            Require.present("application", application);
            Require.present("conversation", conversation);
        }
    }

    /**
     * Messages of a chat that can be read, by their number.
     *
     * @param query only those with this in their text, whatever its case; null for all
     */
    @Terms(who = "who holds the application's secret")
    record ListMessages(ApplicationId application, ConversationId conversation, String query, int page, int limit)
            implements ChatCommand<ChatMessages> {
        public ListMessages {
            Require.present("application", application);
            Require.present("conversation", conversation);
            Require.atMost("query", query, LONGEST_QUERY);
            requirePage(page, limit);
        }
    }

    /**
     * @param total how many there are on all pages; null where that was not counted
     * @param complete false if there was more to look through than one request may
     */
    record ChatMessages(List<ChatMessage> messages, Long total, boolean complete) {}

    /** One message that can be read. */
    @Terms(
            who = "who holds the application's secret",
            fails = {FailureCode.NOT_FOUND})
    record GetMessage(ApplicationId application, ConversationId conversation, long number)
            implements ChatCommand<ChatMessage> {
        public GetMessage {
            Require.present("application", application);
            Require.present("conversation", conversation);
        }
    }

    /**
     * A message as it is now; times in epoch milliseconds.
     *
     * @param number its {@code seq}
     * @param updatedAt when it was edited for the last time, or posted
     */
    record ChatMessage(long number, String body, AccountView sender, long createdAt, long updatedAt) {}

    private static void requirePage(int page, int limit) {
        if (page < 1) {
            throw FailureCode.BAD_REQUEST.because("page is below 1");
        }
        Require.limit(limit, 1, MOST_OF_A_PAGE);
    }
}
