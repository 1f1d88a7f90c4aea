package dev.crosstalk.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.crosstalk.bus.ApplicationCommand.Application;
import dev.crosstalk.bus.ApplicationToken;

/**
 * An application as {@code /api} shows it; times in ISO 8601, UTC.
 *
 * @param chatsCount how many chats it has
 */
record ApplicationBody(
        ApplicationToken token,
        String name,
        @JsonProperty("chats_count") long chatsCount,
        @JsonProperty("created_at") String createdAt,
        @JsonProperty("updated_at") String updatedAt) {

    static ApplicationBody of(Application application) {
        return new ApplicationBody(
                application.token(),
                application.name(),
                application.chats(),
                Times.text(application.createdAt()),
                Times.text(application.updatedAt()));
    }
}
