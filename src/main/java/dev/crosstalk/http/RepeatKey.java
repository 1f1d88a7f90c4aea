package dev.crosstalk.http;

import dev.crosstalk.bus.FailureCode;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** What makes the repetition of a POST harmless: the header {@code Idempotency-Key}, as a clientId. */
final class RepeatKey {
    private static final int LONGEST = 255;

    private RepeatKey() {}

    /**
     * The clientId of a request: of one without the header, of its own.
     *
     * @param scope within which a key means one thing
     */
    static UUID of(RoutingContext context, String scope) {
        UUID given = given(context, scope);
        return given == null ? UUID.randomUUID() : given;
    }

    /** The clientId of a request with the header, or null. */
    static UUID given(RoutingContext context, String scope) {
        String key = context.request().getHeader("Idempotency-Key");
        if (key == null) {
            return null;
        }
        if (key.isBlank() || key.length() > LONGEST) {
            throw FailureCode.BAD_REQUEST.because("Idempotency-Key has not 1 to " + LONGEST + " characters");
        }
        return UUID.nameUUIDFromBytes((scope + "\n" + key).getBytes(StandardCharsets.UTF_8));
    }
}
