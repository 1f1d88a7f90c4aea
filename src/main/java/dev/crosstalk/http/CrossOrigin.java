package dev.crosstalk.http;

import dev.crosstalk.edge.Origins;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Lets pages of the allowed origins use the API when it has a host or port of its own (the CORS protocol of the Fetch standard). */
final class CrossOrigin {
    private final Origins origins;

    CrossOrigin(Origins origins) {
        this.origins = origins;
    }

    void mount(Router router, String path) {
        router.route(path).handler(this::handle);
    }

    private void handle(RoutingContext context) {
        Origins.Verdict verdict = origins.judge(context.request());
        if (verdict == Origins.Verdict.OURS) {
            context.response()
                    .putHeader(
                            HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN,
                            context.request().getHeader(HttpHeaders.ORIGIN))
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true")
                    .putHeader(
                            HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS,
                            "etag, link, retry-after, x-request-id, x-search-complete, x-total-count")
                    .putHeader(HttpHeaders.VARY, "Origin");
        }
        if (context.request().method().equals(HttpMethod.OPTIONS)) {
            context.response()
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PUT, PATCH, DELETE")
                    .putHeader(
                            HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
                            "content-type, authorization, if-none-match, idempotency-key, x-request-id")
                    .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "600")
                    .setStatusCode(verdict == Origins.Verdict.OURS ? 204 : 403)
                    .end();
        } else {
            context.next();
        }
    }
}
