package dev.crosstalk.http;

import dev.crosstalk.bus.FailureCode;
import io.vertx.ext.web.Route;
import java.util.List;
import java.util.Map;

/**
 * What a route does that performs no command of the bus: among its metadata, from which the document of the API is made.
 *
 * @param parameters of path and query, with their types
 * @param takes what its body is, or null
 * @param gives what it answers with, or null for an answer without a body
 * @param fails how it may fail, besides what everything may
 */
public record Operation(
        String name,
        String summary,
        Who who,
        Map<String, Class<?>> parameters,
        Content takes,
        Content gives,
        List<FailureCode> fails) {
    private static final String KEY = "operation";
    private static final String JSON = "application/json";

    /** Whom it is for. */
    public enum Who {
        EVERYBODY,
        SIGNED_IN,
        /** Who shows the secret of the application that is asked about; administrators, too. */
        APPLICATIONS,
        ADMINISTRATORS
    }

    /** @param shape a record that it is, or null for a text of its own kind */
    public record Content(String mediaType, Class<?> shape) {}

    static Operation of(String name, String summary, Who who) {
        return new Operation(name, summary, who, Map.of(), null, null, List.of());
    }

    Operation with(Map<String, Class<?>> some) {
        return new Operation(name, summary, who, some, takes, gives, fails);
    }

    Operation takes(Class<?> shape) {
        return new Operation(name, summary, who, parameters, new Content(JSON, shape), gives, fails);
    }

    Operation takesText(String mediaType) {
        return new Operation(name, summary, who, parameters, new Content(mediaType, null), gives, fails);
    }

    Operation gives(Class<?> shape) {
        return new Operation(name, summary, who, parameters, takes, new Content(JSON, shape), fails);
    }

    Operation givesText(String mediaType) {
        return new Operation(name, summary, who, parameters, takes, new Content(mediaType, null), fails);
    }

    Operation fails(FailureCode... codes) {
        return new Operation(name, summary, who, parameters, takes, gives, List.of(codes));
    }

    /** Says that the route does this. */
    Route describe(Route route) {
        return route.putMetadata(KEY, this);
    }

    /** What the route does, or null if that is not said of it. */
    public static Operation of(Route route) {
        return route.getMetadata(KEY);
    }
}
