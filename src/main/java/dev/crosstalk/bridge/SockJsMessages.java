package dev.crosstalk.bridge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a client sends in SockJS's framing: {@code ["…", …]} or {@code "…"}. */
final class SockJsMessages {
    private static final JsonFactory JSON = new JsonFactory();

    private SockJsMessages() {}

    /**
     * The messages of a frame. Reading ends at the first one too many: a frame of the largest size has room for hundreds of
     * thousands of empty ones.
     *
     * @throws Failure too_large, bad_json or bad_request
     */
    static List<String> parse(String text, int most) {
        try (JsonParser parser = JSON.createParser(text)) {
            List<String> messages = messages(parser, most);
            if (parser.nextToken() != null) {
                throw FailureCode.BAD_JSON.failure();
            }
            return messages;
        } catch (IOException e) {
            throw FailureCode.BAD_JSON.failure();
        }
    }

    private static List<String> messages(JsonParser parser, int most) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_STRING) {
            return List.of(parser.getText());
        }
        if (token != JsonToken.START_ARRAY) {
            throw FailureCode.BAD_REQUEST.because("SockJS messages are an array of texts");
        }
        List<String> messages = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                throw FailureCode.BAD_REQUEST.because("SockJS messages are texts");
            }
            if (messages.size() == most) {
                throw FailureCode.TOO_LARGE.failure();
            }
            messages.add(parser.getText());
        }
        return messages;
    }
}
