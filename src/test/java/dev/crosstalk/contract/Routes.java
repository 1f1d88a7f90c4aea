package dev.crosstalk.contract;

import dev.crosstalk.bus.CommandType;
import dev.crosstalk.http.ApiRoutes;
import dev.crosstalk.http.Operation;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the HTTP API routes to commands and what it does besides, read off its router. */
final class Routes {
    private static final Pattern PARAMETER = Pattern.compile(":(\\w+)");

    private final List<Routed> commands = new ArrayList<>();
    private final List<Described> others = new ArrayList<>();

    /**
     * @param path with its parameters in braces
     * @param inPath its parameters
     * @param said fields of the command that method and path say by themselves
     */
    record Routed(String method, String path, Set<String> inPath, Set<String> said, CommandType<?, ?> type) {
        /** Fields that the body does not have. */
        Set<String> elsewhere() {
            return Stream.concat(inPath.stream(), said.stream()).collect(Collectors.toSet());
        }
    }

    record Described(String method, String path, Set<String> inPath, Operation operation) {}

    static Routes of(Router router) {
        Routes routes = new Routes();
        router.getRoutes().stream().filter(Route::isExactPath).forEach(routes::add);
        routes.commands.sort(Comparator.comparing(Routed::path).thenComparing(Routed::method));
        routes.others.sort(Comparator.comparing(Described::path).thenComparing(Described::method));
        return routes;
    }

    List<Routed> commands() {
        return commands;
    }

    List<Described> others() {
        return others;
    }

    private void add(Route route) {
        String path = PARAMETER.matcher(route.getPath()).replaceAll("{$1}");
        Set<String> inPath = new TreeSet<>();
        PARAMETER.matcher(route.getPath()).results().forEach(found -> inPath.add(found.group(1)));
        List<Class<?>> performed = route.getMetadata(ApiRoutes.COMMANDS);
        Set<String> said = route.getMetadata(ApiRoutes.SAID);
        Operation operation = Operation.of(route);
        route.methods().forEach(method -> {
            if (operation != null) {
                others.add(new Described(method.name(), path, inPath, operation));
            }
            if (performed != null) {
                performed.forEach(command -> commands.add(
                        new Routed(method.name(), path, inPath, said == null ? Set.of() : said, type(command))));
            }
        });
    }

    private static CommandType<?, ?> type(Class<?> command) {
        return CommandType.ALL.stream()
                .filter(candidate -> candidate.command() == command)
                .findFirst()
                .orElseThrow();
    }
}
