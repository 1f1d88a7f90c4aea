package dev.crosstalk.http;

import dev.crosstalk.bus.Json;
import io.vertx.ext.web.RoutingContext;

/** Bodies of requests as records. Unlike {@link RequestBinder} it takes nothing of the path, whose names are others' here. */
final class Bodies {
    private Bodies() {}

    /** @throws dev.crosstalk.bus.Failure as {@link Json#read(String, Class)}; no body is an empty one */
    static <T> T read(RoutingContext context, Class<T> shape) {
        return Json.read(RequestBinder.body(context), shape);
    }
}
