package dev.crosstalk.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * An id for each request: that of the header {@code X-Request-Id}, as a proxy may have given it, or a new one. It comes back in the
 * answer, in problem details, and in what is logged of a failure.
 */
final class RequestIds {
    private static final String HEADER = "X-Request-Id";
    private static final String KEY = "requestId";

    /** What can be written to a log as it is. */
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestIds() {}

    static void mount(Router router) {
        router.route().handler(context -> {
            String id = given(context.request());
            context.put(KEY, id);
            context.response().putHeader(HEADER, id);
            context.next();
        });
    }

    private static String given(HttpServerRequest request) {
        String id = request.getHeader(HEADER);
        return id != null && WELL_FORMED.matcher(id).matches()
                ? id
                : UUID.randomUUID().toString();
    }

    /** The request's id, or null before it has one. */
    static String of(RoutingContext context) {
        return context.get(KEY);
    }
}
