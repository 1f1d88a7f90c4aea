package dev.crosstalk.bus;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** The commands that a service answers, each with its handler. */
public final class Handlers {
    private final Map<Class<?>, BiFunction<Caller, Object, Future<?>>> byCommand = new HashMap<>();

    /** Answers commands that need to know who asks; without a caller they are refused. */
    public <C extends Command<R>, R> Handlers on(Class<C> command, BiFunction<Caller, C, Future<R>> handler) {
        return put(command, (caller, body) -> {
            if (caller == null) {
                return Future.failedFuture(FailureCode.NOT_SIGNED_IN.failure());
            }
            return handler.apply(caller, body);
        });
    }

    /** Answers commands of the cluster itself. */
    public <C extends Command<R>, R> Handlers onInternal(
            Class<C> command, java.util.function.Function<C, Future<R>> handler) {
        return put(command, (caller, body) -> handler.apply(body));
    }

    /** Answers the others, too. */
    public Handlers and(Handlers others) {
        byCommand.putAll(others.byCommand);
        return this;
    }

    private <C> Handlers put(Class<C> command, BiFunction<Caller, C, Future<?>> handler) {
        byCommand.put(command, (caller, body) -> handler.apply(caller, command.cast(body)));
        return this;
    }

    Future<String> handle(CommandType<?, ?> type, Caller caller, String body) {
        BiFunction<Caller, Object, Future<?>> handler = byCommand.get(type.command());
        if (handler == null) {
            return Future.failedFuture(FailureCode.NOT_FOUND.failure());
        }
        return handler.apply(caller, Json.read(body, type.command())).map(Json::write);
    }
}
