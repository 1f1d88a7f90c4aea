package dev.crosstalk.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Headers that every answer carries, errors included. */
public final class SecurityHeaders {
    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

    private final String contentSecurityPolicy;
    private final boolean secure;

    /**
     * @param secure whether the node is reached by https
     * @param apiUrl where the web client finds the API, empty for the page's own origin
     * @param bridgeUrl where the web client finds the bridge, empty for the page's own origin
     */
    public SecurityHeaders(boolean secure, String apiUrl, String bridgeUrl) {
        this.secure = secure;
        this.contentSecurityPolicy = "default-src 'self'; script-src 'self' " + importMapHash()
                + "; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'"
                + ClientSettings.connectSources(apiUrl, bridgeUrl) + "; object-src 'none'; "
                + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    }

    void mount(Router router) {
        router.route().handler(context -> {
            write(context.response());
            context.next();
        });
    }

    void write(HttpServerResponse response) {
        MultiMap headers = response.headers();
        headers.set("Content-Security-Policy", contentSecurityPolicy);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        if (secure) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
    }

    /** The import map is the page's only inline script; its hash is what lets it pass without 'unsafe-inline'. */
    private static String importMapHash() {
        try (InputStream in = SecurityHeaders.class.getResourceAsStream("/webroot/index.html")) {
            Matcher matcher = IMPORT_MAP.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            if (!matcher.find()) {
                throw new IllegalStateException("index.html has no import map");
            }
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(matcher.group(1).getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
