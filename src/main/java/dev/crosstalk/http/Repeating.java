package dev.crosstalk.http;

import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Asks again what fails for a passing reason, or what has an unknown outcome: for commands that do no harm when they are repeated. */
final class Repeating {
    private static final int ATTEMPTS = 10;
    private static final long PAUSE_MS = 1_000;

    private final Vertx vertx;
    private final Bus bus;
    private final Caller caller;

    /** @param caller who asks; null for commands of the cluster itself */
    Repeating(Vertx vertx, Bus bus, Caller caller) {
        this.vertx = vertx;
        this.bus = bus;
        this.caller = caller;
    }

    <R> Future<R> ask(Command<R> command) {
        return ask(command, ATTEMPTS);
    }

    private <R> Future<R> ask(Command<R> command, int attempts) {
        return bus.request(caller, command).recover(error -> {
            boolean again = attempts > 1
                    && error instanceof Failure failure
                    && failure.code().kind() != FailureCode.Kind.REFUSED
                    && failure.code() != FailureCode.INTERNAL;
            Long wait = again ? ((Failure) error).retryAfterMs() : null;
            return again
                    ? vertx.timer(wait == null ? PAUSE_MS : Math.max(1, wait))
                            .compose(waited -> ask(command, attempts - 1))
                    : Future.failedFuture(error);
        });
    }
}
