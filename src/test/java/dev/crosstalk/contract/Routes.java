package dev.crosstalk.contract;

import dev.crosstalk.bus.CommandType;
import dev.crosstalk.http.ApiRoutes;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the HTTP API routes to commands, read off its router. */
final class Routes {
    private static final Pattern PARAMETER = Pattern.compile("[:{](\\w+)}?");

    private Routes() {}

    /** @param path with its parameters in braces */
    record Routed(String method, String path, CommandType<?, ?> type) {
        Set<String> parameters() {
            return PARAMETER
                    .matcher(path)
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toSet());
        }
    }

    static List<Routed> of(Router router) {
        List<Routed> all = new ArrayList<>();
        for (Route route : router.getRoutes()) {
            Class<?> command = route.getMetadata(ApiRoutes.COMMAND);
            if (command != null) {
                Matcher parameters = PARAMETER.matcher(route.getPath());
                String path = parameters.replaceAll("{$1}");
                CommandType<?, ?> type = CommandType.ALL.stream()
                        .filter(candidate -> candidate.command() == command)
                        .findFirst()
                        .orElseThrow();
                route.methods().forEach(method -> all.add(new Routed(method.name(), path, type)));
            }
        }
        all.sort(Comparator.comparing(Routed::path).thenComparing(Routed::method));
        return all;
    }
}
