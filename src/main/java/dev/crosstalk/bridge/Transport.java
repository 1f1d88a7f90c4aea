package dev.crosstalk.bridge;

import io.vertx.core.Future;

/** What carries the frames of one socket. Used on the socket's event loop only. */
interface Transport {
    /** Sends the frames in their order, as one where the framing allows it. @return done when they have left this process */
    Future<Void> write(Bundle bundle);

    /** Asks the peer for a sign of life, if the transport can. */
    default void ping() {}

    /** Keeps proxies from closing an idle connection, if the framing has a heartbeat. */
    default void heartbeat() {}

    /** Whether the peer waits for frames by an open request, which counts as being heard. */
    default boolean isPolled() {
        return false;
    }

    /** Stops reading for a moment, which the peer does not notice. Ended by {@link #resume}. */
    default void hold() {
        pause();
    }

    /** Stops reading; what comes meanwhile stays in the network. */
    void pause();

    void resume();

    void close(Close close);
}
