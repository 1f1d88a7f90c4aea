package dev.crosstalk.http;

import io.vertx.core.http.HttpServerRequest;

/** Whether a request can be read at all. Asked before anything decodes it: decoders answer a stray {@code %} by an exception. */
final class WellFormed {
    private WellFormed() {}

    static boolean is(HttpServerRequest request) {
        return request.authority() != null && isEscaped(request.uri());
    }

    /** Whether every {@code %} is followed by two hexadecimal digits. */
    private static boolean isEscaped(String uri) {
        for (int i = uri.indexOf('%'); i >= 0; i = uri.indexOf('%', i + 1)) {
            if (i + 2 >= uri.length() || !isHex(uri.charAt(i + 1)) || !isHex(uri.charAt(i + 2))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0 && c < 128;
    }
}
