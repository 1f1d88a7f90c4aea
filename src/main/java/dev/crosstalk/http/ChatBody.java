package dev.crosstalk.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.crosstalk.bus.ChatCommand.Chat;
import dev.crosstalk.bus.ConversationId;

/**
 * A chat as {@code /api} shows it; times in ISO 8601, UTC.
 *
 * @param number 1, 2, 3… in its application
 * @param messagesCount how many messages can be read in it
 * @param title what people see of it
 * @param conversation by which it is known under {@code /v1} and on the bus
 */
record ChatBody(
        long number,
        @JsonProperty("messages_count") long messagesCount,
        String title,
        ConversationId conversation,
        @JsonProperty("created_at") String createdAt,
        @JsonProperty("updated_at") String updatedAt) {

    static ChatBody of(Chat chat) {
        return new ChatBody(
                chat.number(),
                chat.messages(),
                chat.title(),
                chat.conversation(),
                Times.text(chat.createdAt()),
                Times.text(chat.updatedAt()));
    }
}
