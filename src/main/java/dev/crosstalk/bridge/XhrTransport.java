package dev.crosstalk.bridge;

import io.vertx.core.Future;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;

/** Frames over SockJS's XHR transports. They have one close code, 3000; the reason goes before it as an event. */
final class XhrTransport implements Transport {
    private static final long FAREWELL_MS = 5_000;

    private final SockJSSocket socket;
    private final XhrSession session;
    private final Loop loop;
    private boolean gone;

    XhrTransport(SockJSSocket socket, XhrSession session, Loop loop) {
        this.socket = socket;
        this.session = session;
        this.loop = loop;
    }

    void gone() {
        gone = true;
    }

    @Override
    public Future<Void> write(Bundle bundle) {
        Future<Void> last = Future.succeededFuture();
        for (Frame frame : bundle.frames()) {
            last = socket.write(frame.raw());
        }
        return last;
    }

    @Override
    public boolean isPolled() {
        return session.isPolled();
    }

    /** Without that requests are refused: SockJS's clients end the session at that. */
    @Override
    public void hold() {
        socket.pause();
    }

    @Override
    public void pause() {
        session.paused(true);
        socket.pause();
    }

    @Override
    public void resume() {
        session.paused(false);
        socket.resume();
    }

    @Override
    public void close(Close close) {
        if (gone) {
            return;
        }
        if (close.isAbrupt()) {
            socket.close();
        } else {
            socket.write(Frames.closing(close).raw()).onComplete(written -> socket.close());
        }
        loop.after(FAREWELL_MS, () -> {
            if (!gone) {
                socket.close();
            }
            session.cut();
        });
    }
}
