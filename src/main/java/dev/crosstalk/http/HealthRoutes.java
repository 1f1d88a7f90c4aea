package dev.crosstalk.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.function.BooleanSupplier;

/** Whether the process lives ({@code /healthz}) and whether it should be given work ({@code /readyz}). */
public final class HealthRoutes {
    private final BooleanSupplier ready;

    public HealthRoutes(BooleanSupplier ready) {
        this.ready = ready;
    }

    public void mount(Router router) {
        route(router, "/healthz", "health", "Whether the process lives.")
                .handler(context -> context.response().end("ok\n"));
        route(router, "/readyz", "readiness", "Whether the node serves, and may be given work: 200, or 503.")
                .handler(context -> {
                    boolean now = ready.getAsBoolean();
                    context.response().setStatusCode(now ? 200 : 503).end(now ? "ready\n" : "not ready\n");
                });
    }

    private static Route route(Router router, String path, String name, String summary) {
        Route route = router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
        return Operation.of(name, summary, Operation.Who.EVERYBODY)
                .givesText("text/plain")
                .describe(route);
    }
}
