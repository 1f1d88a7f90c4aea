package dev.crosstalk.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Json;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A failure as {@code application/problem+json} (RFC 9457). The one place where failures become HTTP statuses. */
final class Problem {
    private static final Logger LOG = LoggerFactory.getLogger(Problem.class);

    private Problem() {}

    /** Answers with what failed in the route. */
    static void answer(RoutingContext context) {
        Throwable error = context.failure();
        Failure failure = error == null ? ofStatus(context.statusCode()) : of(context, error);
        send(context.response(), failure, RequestIds.of(context));
    }

    static void send(HttpServerResponse response, Failure failure) {
        send(response, failure, null);
    }

    private static void send(HttpServerResponse response, Failure failure, String requestId) {
        if (response.ended() || response.closed()) {
            return;
        }
        if (failure.retryAfterMs() != null) {
            response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString((failure.retryAfterMs() + 999) / 1000));
        }
        if (failure.code().httpStatus() == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        response.setStatusCode(failure.code().httpStatus())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(Json.write(body(failure, requestId)));
    }

    private static ObjectNode body(Failure failure, String requestId) {
        ObjectNode body = Json.object();
        body.put("type", "about:blank");
        body.put("title", failure.code().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        body.put("status", failure.code().httpStatus());
        body.put("detail", failure.getMessage());
        body.put("code", failure.code().code());
        body.put("number", failure.code().number());
        body.put("kind", failure.code().kind().name());
        body.put("text", failure.getMessage());
        if (failure.retryAfterMs() != null) {
            body.put("retryAfterMs", failure.retryAfterMs());
        }
        if (requestId != null) {
            body.put("requestId", requestId);
        }
        return body;
    }

    private static Failure of(RoutingContext context, Throwable error) {
        if (error instanceof Failure failure) {
            return failure;
        }
        if (error instanceof HttpException http) {
            return ofStatus(http.getStatusCode());
        }
        if (error instanceof HttpClosedException) {
            LOG.debug("The client went away during {}", context.request().path());
        } else {
            LOG.error(
                    "{} {} failed, request {}",
                    context.request().method(),
                    context.request().path(),
                    RequestIds.of(context),
                    error);
        }
        return FailureCode.INTERNAL.failure();
    }

    private static Failure ofStatus(int status) {
        return switch (status) {
            case 400 -> FailureCode.BAD_REQUEST.failure();
            case 401 -> FailureCode.NOT_SIGNED_IN.failure();
            case 403 -> FailureCode.FORBIDDEN.failure();
            case 404 -> FailureCode.NOT_FOUND.failure();
            case 405 -> FailureCode.METHOD_NOT_ALLOWED.failure();
            case 413 -> FailureCode.TOO_LARGE.failure();
            case 415 -> FailureCode.UNSUPPORTED_MEDIA_TYPE.failure();
            default -> FailureCode.INTERNAL.failure();
        };
    }
}
