package dev.crosstalk.http;

import dev.crosstalk.archive.ArchiveCheck;
import dev.crosstalk.archive.LineCheck;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** The lines of an archive as they come, each checked; while one is taken, no more is read. It holds one line that is not whole yet. */
final class LineReader {
    static final Future<Void> DONE = Future.succeededFuture();
    private static final long MOST_DRAINED = 256L << 20;

    private final ReadStream<Buffer> source;
    private final LineCheck check;
    private final Function<Line, Future<Void>> taker;
    private final Lines lines = new Lines();
    private final Promise<Void> whole = Promise.promise();

    /** @param bytes as it came, without its end */
    record Line(ArchiveLine line, Buffer bytes, long number) {
        int length() {
            return bytes.length();
        }
    }

    /** Pauses the source, and hears of its end from now on. */
    LineReader(ReadStream<Buffer> source, LineCheck check, Function<Line, Future<Void>> taker) {
        this.source = source;
        this.check = check;
        this.taker = taker;
        source.pause();
        source.exceptionHandler(whole::tryFail);
        source.endHandler(end -> whole.tryComplete());
        source.handler(piece -> {
            source.pause();
            take(piece).onSuccess(done -> source.resume()).onFailure(whole::tryFail);
        });
    }

    /** @return when the last line was taken; fails with {@link dev.crosstalk.bus.FailureCode#BAD_ARCHIVE} */
    Future<Void> read() {
        source.resume();
        return whole.future().compose(done -> {
            try {
                Buffer rest = lines.take();
                return (rest.length() == 0 ? DONE : line(rest)).map(taken -> {
                    check.finish();
                    return null;
                });
            } catch (Failure failure) {
                return Future.failedFuture(failure);
            }
        });
    }

    private Future<Void> take(Buffer piece) {
        return next(lines.add(piece).iterator()).map(done -> {
            requireShort(lines.waiting());
            return null;
        });
    }

    private void requireShort(int bytes) {
        if (bytes > ArchiveCheck.MAX_LINE) {
            throw ArchiveCheck.at(check.lines() + 1, "it has more than " + ArchiveCheck.MAX_LINE + " bytes");
        }
    }

    private Future<Void> next(Iterator<Buffer> some) {
        try {
            while (some.hasNext()) {
                Future<Void> taken = line(some.next());
                if (!taken.isComplete()) {
                    return taken.compose(done -> next(some));
                }
                if (taken.failed()) {
                    return taken;
                }
            }
            return DONE;
        } catch (Failure failure) {
            return Future.failedFuture(failure);
        }
    }

    private Future<Void> line(Buffer bytes) {
        requireShort(bytes.length());
        String text = Lines.text(bytes).orElseThrow(() -> ArchiveCheck.at(check.lines() + 1, "it is not UTF-8"));
        ArchiveLine line = check.next(text);
        return taker.apply(new Line(line, bytes, check.lines()));
    }

    /** Senders read no answer before they have sent everything; but not all of a long archive is waited for. */
    static void drain(HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        AtomicLong drained = new AtomicLong();
        request.handler(piece -> {
            if (drained.addAndGet(piece.length()) > MOST_DRAINED) {
                request.connection().close();
            }
        });
        request.resume();
    }
}
