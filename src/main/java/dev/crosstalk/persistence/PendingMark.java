package dev.crosstalk.persistence;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.PositionCommand.Mark;
import dev.crosstalk.bus.PositionCommand.Marked;
import dev.crosstalk.position.Said;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.TreeMap;

/** All that the devices of one member said of one conversation in a moment: the furthest of it. */
final class PendingMark {
    private final ApplicationId application;
    private final Promise<Marked> promise = Promise.promise();
    private final Map<Long, Device> devices = new TreeMap<>();
    private final Said said = new Said();

    /** What one device has said. */
    record Device(long delivered, long read) {
        Device and(Device other) {
            return new Device(Math.max(delivered, other.delivered), Math.max(read, other.read));
        }
    }

    PendingMark(ApplicationId application) {
        this.application = application;
    }

    void add(Caller caller, Mark mark) {
        long markedRead = mark.read() == null ? 0 : mark.read();
        long markedDelivered = Math.max(mark.delivered() == null ? 0 : mark.delivered(), markedRead);
        said.add(mark);
        devices.merge(caller.session().value(), new Device(markedDelivered, markedRead), Device::and);
    }

    ApplicationId application() {
        return application;
    }

    Said said() {
        return said;
    }

    /** By session. */
    Map<Long, Device> devices() {
        return devices;
    }

    Future<Marked> answer() {
        return promise.future();
    }

    /** @param result {@link Marked}, or a failure */
    void settle(Object result) {
        if (result instanceof Marked marked) {
            promise.complete(marked);
        } else {
            promise.fail((Failure) result);
        }
    }

    void fail(Throwable error) {
        promise.fail(error);
    }
}
