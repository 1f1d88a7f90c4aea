package dev.crosstalk.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.function.BooleanSupplier;

/** Whether the process lives ({@code /healthz}) and whether it should be given work ({@code /readyz}). */
public final class HealthRoutes {
    private final BooleanSupplier ready;

    public HealthRoutes(BooleanSupplier ready) {
        this.ready = ready;
    }

    public void mount(Router router) {
        router.route("/healthz")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(context -> context.response().end("ok\n"));
        router.route("/readyz").method(HttpMethod.GET).method(HttpMethod.HEAD).handler(context -> {
            boolean now = ready.getAsBoolean();
            context.response().setStatusCode(now ? 200 : 503).end(now ? "ready\n" : "not ready\n");
        });
    }
}
