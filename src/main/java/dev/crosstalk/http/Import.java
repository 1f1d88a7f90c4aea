package dev.crosstalk.http;

import dev.crosstalk.archive.ArchiveCheck;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ArchiveCommand.Abort;
import dev.crosstalk.bus.ArchiveCommand.Begin;
import dev.crosstalk.bus.ArchiveCommand.Commit;
import dev.crosstalk.bus.ArchiveCommand.Named;
import dev.crosstalk.bus.ArchiveCommand.Stage;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One archive on its way in: lines are checked as they come and staged in batches, while no more is read; a conversation is
 * committed when the next one begins or the archive ends. What fails removes what is not committed. However long the archive is, a
 * node holds one batch of it and one line that is not whole yet.
 */
final class Import {
    private static final Future<Void> DONE = Future.succeededFuture();
    private static final long MOST_DRAINED = 256L << 20;
    private static final int BATCH_LINES = 500;
    private static final int BATCH_BYTES = 256 << 10;
    /** So often something is repeated that fails for a passing reason, or whose outcome is unknown: repeating it is harmless. */
    private static final int ATTEMPTS = 10;

    /** So many conversations, and so many accounts, are named in the answer; the others are asked for. */
    private static final int NAMED = 1_000;

    private final Vertx vertx;
    private final Bus bus;
    private final UUID id;
    private final UUID attempt = UUID.randomUUID();
    private final ApplicationId application;
    private final ArchiveCheck check = new ArchiveCheck();
    private final Lines lines = new Lines();
    private final Map<String, Long> counts = new TreeMap<>();
    private final List<Imported> conversations = new ArrayList<>();
    private final List<Named> accounts = new ArrayList<>();
    private boolean more;
    private List<ArchiveLine> batch = new ArrayList<>();
    private int batchBytes;
    private long batchLine;
    private String conversation;
    private boolean skipping;

    /** @param duplicate whether an earlier attempt had committed it */
    record Imported(String original, ConversationId conversation, boolean duplicate) {}

    /**
     * @param lines how many of each type
     * @param more true if there are more conversations or accounts than are named here, else null
     */
    record Report(UUID id, Map<String, Long> lines, List<Imported> conversations, List<Named> accounts, Boolean more) {}

    Import(Vertx vertx, Bus bus, UUID id, ApplicationId application) {
        this.vertx = vertx;
        this.bus = bus;
        this.id = id;
        this.application = application;
    }

    /** @return what was imported; fails with {@link dev.crosstalk.bus.FailureCode#BAD_ARCHIVE} */
    Future<Report> read(HttpServerRequest request) {
        request.pause();
        Promise<Void> whole = Promise.promise();
        request.exceptionHandler(whole::tryFail);
        request.endHandler(end -> whole.tryComplete());
        request.handler(piece -> {
            request.pause();
            take(piece).onSuccess(done -> request.resume()).onFailure(whole::tryFail);
        });
        return begin().compose(begun -> {
                    request.resume();
                    return whole.future();
                })
                .compose(done -> finish())
                .recover(error -> {
                    drain(request);
                    return attempt(new Abort(id, attempt), ATTEMPTS).transform(aborted -> Future.failedFuture(error));
                });
    }

    private Future<Void> begin() {
        return attempt(new Begin(id, attempt, application), ATTEMPTS)
                .compose(begun -> begun.more() ? begin() : Future.succeededFuture());
    }

    /** Senders read no answer before they have sent everything; but not all of a long archive is waited for. */
    private static void drain(HttpServerRequest request) {
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

    private Future<Void> next(Iterator<Buffer> whole) {
        try {
            while (whole.hasNext()) {
                Future<Void> stored = line(whole.next());
                if (!stored.isComplete()) {
                    return stored.compose(done -> next(whole));
                }
                if (stored.failed()) {
                    return stored;
                }
            }
            return DONE;
        } catch (Failure failure) {
            return Future.failedFuture(failure);
        }
    }

    private Future<Void> line(Buffer bytes) {
        requireShort(bytes.length());
        ArchiveLine line = check.next(text(bytes));
        counts.merge(line.getClass().getSimpleName().toLowerCase(Locale.ROOT), 1L, Long::sum);
        if (line instanceof ArchiveLine.Header || line instanceof ArchiveLine.End) {
            return DONE;
        }
        if (line instanceof ArchiveLine.Conversation begun) {
            return close().map(done -> {
                conversation = begun.id();
                add(line, bytes.length(), check.lines());
                return null;
            });
        }
        if (skipping && !(line instanceof ArchiveLine.Account)) {
            return DONE;
        }
        return put(line, bytes.length(), check.lines());
    }

    private String text(Buffer bytes) {
        return Lines.text(bytes).orElseThrow(() -> ArchiveCheck.at(check.lines() + 1, "it is not UTF-8"));
    }

    private Future<Void> put(ArchiveLine line, int bytes, long number) {
        boolean full = batch.size() >= BATCH_LINES || batchBytes >= BATCH_BYTES;
        boolean follows = batch.isEmpty() || number == batchLine + batch.size();
        if (!full && follows) {
            add(line, bytes, number);
            return DONE;
        }
        return stage().map(done -> {
            if (!skipping || line instanceof ArchiveLine.Account) {
                add(line, bytes, number);
            }
            return null;
        });
    }

    private void add(ArchiveLine line, int bytes, long number) {
        if (batch.isEmpty()) {
            batchLine = number;
        }
        batch.add(line);
        batchBytes += bytes;
    }

    private Future<Void> stage() {
        if (batch.isEmpty()) {
            return DONE;
        }
        Stage command = new Stage(id, attempt, application, skipping ? null : conversation, batchLine, batch);
        batch = new ArrayList<>();
        batchBytes = 0;
        return attempt(command, ATTEMPTS).map(staged -> {
            skipping |= staged.done();
            return null;
        });
    }

    /** Stages what is left, and commits the conversation. */
    private Future<Void> close() {
        return stage().compose(staged -> conversation == null
                ? DONE
                : commit(conversation).map(committed -> {
                    name(conversations, List.of(new Imported(conversation, committed, skipping)));
                    conversation = null;
                    skipping = false;
                    return null;
                }));
    }

    private <T> void name(List<T> named, List<T> some) {
        int fits = Math.min(some.size(), NAMED - named.size());
        named.addAll(some.subList(0, fits));
        more |= fits < some.size();
    }

    private Future<ConversationId> commit(String original) {
        return attempt(new Commit(id, attempt, application, original), ATTEMPTS).compose(committed -> {
            name(accounts, committed.accounts());
            return committed.more() ? commit(original) : Future.succeededFuture(committed.conversation());
        });
    }

    private Future<Report> finish() {
        try {
            Buffer rest = lines.take();
            Future<Void> last = rest.length() == 0 ? DONE : line(rest);
            return last.compose(done -> {
                        check.finish();
                        return close();
                    })
                    .compose(done -> commit(null))
                    .map(done -> new Report(id, counts, conversations, accounts, more ? true : null));
        } catch (Failure failure) {
            return Future.failedFuture(failure);
        }
    }

    private <R> Future<R> attempt(Command<R> command, int attempts) {
        return bus.request(null, command).recover(error -> {
            boolean again = attempts > 1
                    && error instanceof Failure failure
                    && failure.code().kind() != FailureCode.Kind.REFUSED
                    && failure.code() != FailureCode.INTERNAL;
            Long wait = again ? ((Failure) error).retryAfterMs() : null;
            return again
                    ? vertx.timer(wait == null ? 1_000 : Math.max(1, wait)).compose(t -> attempt(command, attempts - 1))
                    : Future.failedFuture(error);
        });
    }
}
