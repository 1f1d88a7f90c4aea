package dev.crosstalk.http;

import dev.crosstalk.config.Secret;
import java.util.List;

/**
 * How the public listener behaves.
 *
 * @param host the interface that is listened on; 0.0.0.0 for all. Loopback by default, because guests need no password
 * @param port 8080 by default
 * @param origins origins besides the node's own whose pages may use it, such as {@code https://chat.example.org}
 * @param secure true behind TLS: cookies are {@code __Host-} and Secure, and HSTS is sent. False by default
 * @param maxBodyBytes the largest body of an API request; 2 MiB by default, so that the longest message
 *     fits however its JSON is written
 * @param signInsPerMinute sign-ins of one remote address, above which it must wait; this machine's own are not limited. 60 by
 *     default
 * @param drainMs for so long a node that stops says so at {@code /readyz} and takes requests as before, so that a load balancer
 *     gives it no more; 0 by default, at most 30,000
 * @param adminSecret what administrators show as a bearer token to export and import everything, to say how long an
 *     application keeps messages, and to make and remove applications, at least 16 characters; nobody may unless it is configured
 */
public record HttpSettings(
        String host,
        int port,
        List<String> origins,
        boolean secure,
        long maxBodyBytes,
        int signInsPerMinute,
        int drainMs,
        Secret adminSecret) {
    private static final int MOST_DRAIN_MS = 30_000;

    public static final HttpSettings DEFAULTS =
            new HttpSettings("127.0.0.1", 8080, List.of(), false, 2 << 20, 60, 0, null);

    public HttpSettings {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port is not between 1 and 65535");
        }
        if (maxBodyBytes < 1024) {
            throw new IllegalArgumentException("maxBodyBytes is below 1024");
        }
        if (adminSecret != null && adminSecret.reveal().length() < 16) {
            throw new IllegalArgumentException("adminSecret has less than 16 characters");
        }
        if (signInsPerMinute < 1) {
            throw new IllegalArgumentException("signInsPerMinute is below 1");
        }
        if (drainMs < 0 || drainMs > MOST_DRAIN_MS) {
            throw new IllegalArgumentException("drainMs is not between 0 and " + MOST_DRAIN_MS);
        }
        for (String origin : origins) {
            if (!origin.matches("https?://[^/?#@\\s*]+")) {
                throw new IllegalArgumentException("origins: " + origin + " is not scheme://host[:port]");
            }
        }
        if (host == null || host.isBlank()) {
            throw new IllegalArgumentException("host is empty");
        }
        origins = List.copyOf(origins);
    }
}
