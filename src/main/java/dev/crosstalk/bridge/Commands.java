package dev.crosstalk.bridge;

import dev.crosstalk.bus.Addresses;
import dev.crosstalk.bus.Addresses.Target;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Json;
import io.vertx.core.Future;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands of one socket: each is asked in the order of its frame and answered to its reply address. */
final class Commands {
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

    private final Bus bus;
    private final Caller caller;
    private final int most;
    private final Consumer<Frame> replies;
    private int inFlight;

    Commands(Bus bus, Caller caller, int most, Consumer<Frame> replies) {
        this.bus = bus;
        this.caller = caller;
        this.most = most;
        this.replies = replies;
    }

    /** Asks; without a reply address the client has chosen not to know how it went. */
    void send(ClientFrame frame) {
        try {
            Command<?> command = command(frame);
            if (inFlight >= most) {
                throw FailureCode.OVERLOADED.failure();
            }
            inFlight++;
            ask(command).onComplete(done -> {
                inFlight--;
                if (done.succeeded()) {
                    answer(frame, Json.write(done.result()));
                } else {
                    refuse(frame, done.cause());
                }
            });
        } catch (RuntimeException e) {
            refuse(frame, e);
        }
    }

    private static Command<?> command(ClientFrame frame) {
        if (!(Addresses.parse(frame.address()) instanceof Target.Command target)) {
            throw FailureCode.ACCESS_DENIED.failure();
        }
        boolean empty = frame.body() == null || frame.body().isNull();
        return Json.read(empty ? Json.object() : frame.body(), target.type().command());
    }

    private <R> Future<R> ask(Command<R> command) {
        try {
            return bus.request(caller, command);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void answer(ClientFrame frame, String body) {
        if (frame.replyAddress() != null) {
            replies.accept(Frames.reply(frame.replyAddress(), body));
        }
    }

    private void refuse(ClientFrame frame, Throwable error) {
        if (!(error instanceof Failure)) {
            LOG.error("{} failed", frame.address(), error);
        }
        if (frame.replyAddress() != null) {
            replies.accept(Frames.error(frame.replyAddress(), Failure.of(error)));
        }
    }
}
