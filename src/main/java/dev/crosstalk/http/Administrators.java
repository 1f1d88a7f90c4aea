package dev.crosstalk.http;

import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.config.Secret;
import dev.crosstalk.edge.Credential;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Lets only requests pass that show the secret of the configuration. */
final class Administrators {
    private final Secret secret;

    /** @param secret null if there are none */
    Administrators(Secret secret) {
        this.secret = secret;
    }

    void require(RoutingContext context) {
        if (secret == null) {
            throw FailureCode.FORBIDDEN.because("This node has no administrators: http.adminSecret is not set.");
        }
        boolean shown = Credential.of(context.request(), true) instanceof Credential.Bearer bearer && are(bearer);
        if (!shown) {
            throw FailureCode.NOT_SIGNED_IN.failure();
        }
        context.next();
    }

    /** Whether administrators show that. */
    boolean are(Credential.Bearer bearer) {
        return secret != null
                && MessageDigest.isEqual(
                        bearer.token().getBytes(StandardCharsets.UTF_8),
                        secret.reveal().getBytes(StandardCharsets.UTF_8));
    }
}
