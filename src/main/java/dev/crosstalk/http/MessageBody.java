package dev.crosstalk.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.ChatCommand.ChatMessage;

/**
 * A message as {@code /api} shows it; times in ISO 8601, UTC.
 *
 * @param number 1, 2, 3… in its chat
 * @param body its present text
 * @param sender who wrote it
 * @param updatedAt when it was edited for the last time, or posted
 */
record MessageBody(
        long number,
        String body,
        AccountView sender,
        @JsonProperty("created_at") String createdAt,
        @JsonProperty("updated_at") String updatedAt) {

    static MessageBody of(ChatMessage message) {
        return new MessageBody(
                message.number(),
                message.body(),
                message.sender(),
                Times.text(message.createdAt()),
                Times.text(message.updatedAt()));
    }
}
