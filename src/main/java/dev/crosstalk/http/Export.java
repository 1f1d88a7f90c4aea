package dev.crosstalk.http;

import dev.crosstalk.bus.ArchiveCommand.Page;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.Json;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One archive on its way to a reader: a page is asked for when the one before has been taken, so that a slow reader holds one page
 * of memory, and the ids of some accounts that have come, which need not come again. What fails after the first page breaks the
 * connection: the end that is missing tells the reader.
 */
final class Export {
    private static final Logger LOG = LoggerFactory.getLogger(Export.class);
    static final String MEDIA_TYPE = "application/x-ndjson";
    /** A page that fails for a passing reason is asked for so often. */
    private static final int ATTEMPTS = 5;
    /** So many accounts are remembered. */
    private static final int REMEMBERED = 4_096;

    private final RoutingContext context;
    private final HttpServerResponse response;
    private final Function<String, Future<Page>> pages;
    private final LinkedHashSet<String> accounts = new LinkedHashSet<>();
    private long lines;
    private boolean gone;

    /** @param pages the page that begins after a cursor */
    Export(RoutingContext context, Function<String, Future<Page>> pages) {
        this.context = context;
        this.response = context.response();
        this.pages = pages;
    }

    void send(String kind, long now) {
        response.closeHandler(closed -> gone = true);
        response.exceptionHandler(error -> gone = true);
        page(null, ATTEMPTS).onFailure(context::fail).onSuccess(first -> {
            response.setChunked(true)
                    .putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
                    .putHeader("Content-Disposition", "attachment; filename=\"crosstalk-" + kind + ".jsonl\"");
            write(line(ArchiveLine.Header.of(kind, now)));
            send(first);
        });
    }

    private Future<Page> page(String after, int attempts) {
        return pages.apply(after)
                .recover(error -> attempts > 1 && error instanceof Failure failure && failure.retryAfterMs() != null
                        ? pause(failure.retryAfterMs()).compose(paused -> page(after, attempts - 1))
                        : Future.failedFuture(error));
    }

    private Future<Void> pause(long ms) {
        return context.vertx().timer(ms).mapEmpty();
    }

    private void send(Page page) {
        if (gone) {
            return;
        }
        Buffer text = Buffer.buffer();
        page.lines().stream().filter(this::isNew).forEach(line -> text.appendBuffer(line(line)));
        if (text.length() > 0) {
            write(text);
        }
        if (page.next() == null) {
            response.end(line(new ArchiveLine.End(lines)));
        } else if (response.writeQueueFull()) {
            response.drainHandler(drained -> {
                response.drainHandler(null);
                next(page.next());
            });
        } else {
            next(page.next());
        }
    }

    private void next(String after) {
        page(after, ATTEMPTS).onSuccess(this::send).onFailure(error -> {
            LOG.warn("An export broke off after {} lines: {}", lines, error.getMessage());
            context.request().connection().close();
        });
    }

    private boolean isNew(ArchiveLine line) {
        if (!(line instanceof ArchiveLine.Account account)) {
            return true;
        }
        boolean unseen = accounts.add(account.id());
        if (accounts.size() > REMEMBERED) {
            Iterator<String> eldest = accounts.iterator();
            eldest.next();
            eldest.remove();
        }
        return unseen;
    }

    private Buffer line(ArchiveLine line) {
        lines++;
        return Buffer.buffer(Json.write(line)).appendByte((byte) '\n');
    }

    private void write(Buffer text) {
        response.write(text);
    }
}
