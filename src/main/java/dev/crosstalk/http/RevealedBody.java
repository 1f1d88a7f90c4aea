package dev.crosstalk.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.crosstalk.bus.ApplicationCommand.Revealed;
import dev.crosstalk.bus.ApplicationToken;

/**
 * An application as {@link ApplicationBody}, with its secret where there is a new one.
 *
 * @param chatsCount how many chats it has
 * @param secret what lets act for it, shown this once; null if it is the same as before
 */
record RevealedBody(
        ApplicationToken token,
        String name,
        @JsonProperty("chats_count") long chatsCount,
        @JsonProperty("created_at") String createdAt,
        @JsonProperty("updated_at") String updatedAt,
        String secret) {

    static RevealedBody of(Revealed revealed) {
        ApplicationBody body = ApplicationBody.of(revealed.application());
        return new RevealedBody(
                body.token(), body.name(), body.chatsCount(), body.createdAt(), body.updatedAt(), revealed.secret());
    }

    @Override
    public String toString() {
        return "RevealedBody[" + token + "]";
    }
}
