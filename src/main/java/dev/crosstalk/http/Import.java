package dev.crosstalk.http;

import dev.crosstalk.archive.ArchiveCheck;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ArchiveCommand.Abort;
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
 * committed when the next one begins or the archive ends. What fails removes what is not committed.
 */
final class Import {
    private static final Future<Void> DONE = Future.succeededFuture();
    private static final long MOST_DRAINED = 256L << 20;
    private static final int BATCH_LINES = 500;
    private static final int BATCH_BYTES = 256 << 10;
    /** So often something is repeated that fails for a passing reason, or whose outcome is unknown: repeating it is harmless. */
    private static final int ATTEMPTS = 10;

    private final Vertx vertx;
    private final Bus bus;
    private final UUID id;
    private final ApplicationId application;
    private final ArchiveCheck check = new ArchiveCheck();
    private final Lines lines = new Lines(ArchiveCheck.MAX_LINE);
    private final List<ArchiveLine> batch = new ArrayList<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private final List<Imported> conversations = new ArrayList<>();
    private final List<Named> accounts = new ArrayList<>();
    private int batchBytes;
    private String conversation;
    private boolean skipping;

    /** @param duplicate whether an earlier attempt had committed it */
    record Imported(String original, ConversationId conversation, boolean duplicate) {}

    /** @param lines how many of each type */
    record Report(UUID id, Map<String, Long> lines, List<Imported> conversations, List<Named> accounts) {}

    Import(Vertx vertx, Bus bus, UUID id, ApplicationId application) {
        this.vertx = vertx;
        this.bus = bus;
        this.id = id;
        this.application = application;
    }

    /** @return what was imported; fails with {@link dev.crosstalk.bus.FailureCode#BAD_ARCHIVE} */
    Future<Report> read(HttpServerRequest request) {
        Promise<Void> whole = Promise.promise();
        request.exceptionHandler(whole::tryFail);
        request.handler(piece -> {
            request.pause();
            take(piece).onSuccess(done -> request.resume()).onFailure(whole::tryFail);
        });
        request.endHandler(end -> whole.tryComplete());
        request.resume();
        return whole.future().compose(done -> finish()).recover(error -> {
            drain(request);
            return attempt(new Abort(id), ATTEMPTS).transform(aborted -> Future.failedFuture(error));
        });
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
        Iterator<String> whole = lines.add(piece).iterator();
        return next(whole).map(done -> {
            if (lines.isTooLong()) {
                throw ArchiveCheck.at(check.lines() + 1, "it has more than " + ArchiveCheck.MAX_LINE + " bytes");
            }
            return null;
        });
    }

    private Future<Void> next(Iterator<String> texts) {
        try {
            while (texts.hasNext()) {
                Future<Void> stored = line(texts.next());
                if (!stored.isComplete()) {
                    return stored.compose(done -> next(texts));
                }
                if (stored.failed()) {
                    return stored;
                }
            }
            return Future.succeededFuture();
        } catch (Failure failure) {
            return Future.failedFuture(failure);
        }
    }

    private Future<Void> line(String text) {
        ArchiveLine line = check.next(text);
        counts.merge(line.getClass().getSimpleName().toLowerCase(Locale.ROOT), 1L, Long::sum);
        if (line instanceof ArchiveLine.Conversation begun) {
            return close().map(done -> {
                conversation = begun.id();
                skipping = false;
                add(line, text);
                return null;
            });
        }
        if (line instanceof ArchiveLine.Header || line instanceof ArchiveLine.End || skipping) {
            return line instanceof ArchiveLine.Account account && skipping ? account(account, text) : DONE;
        }
        if (line instanceof ArchiveLine.Account account && conversation != null) {
            return account(account, text);
        }
        boolean full = batch.size() >= BATCH_LINES || batchBytes >= BATCH_BYTES;
        // What belongs to a message is in one batch with it.
        boolean begins = line instanceof ArchiveLine.Message
                || line instanceof ArchiveLine.Entry
                || line instanceof ArchiveLine.Member
                || line instanceof ArchiveLine.Account;
        if (full && begins) {
            return stage().map(done -> {
                if (!skipping) {
                    add(line, text);
                }
                return null;
            });
        }
        add(line, text);
        return DONE;
    }

    /** Accounts of the next conversation end the one before. */
    private Future<Void> account(ArchiveLine.Account account, String text) {
        return close().map(done -> {
            conversation = null;
            skipping = false;
            add(account, text);
            return null;
        });
    }

    private void add(ArchiveLine line, String text) {
        batch.add(line);
        batchBytes += text.length();
    }

    private Future<Void> stage() {
        if (batch.isEmpty()) {
            return DONE;
        }
        Stage command = new Stage(id, application, conversation, batch);
        batch.clear();
        batchBytes = 0;
        return attempt(command, ATTEMPTS).map(staged -> {
            skipping = staged.done();
            return null;
        });
    }

    /** Stages what is left, and commits the conversation. */
    private Future<Void> close() {
        return stage().compose(staged -> conversation == null
                ? DONE
                : commit(conversation).map(committed -> {
                    conversations.add(new Imported(conversation, committed, skipping));
                    conversation = null;
                    return null;
                }));
    }

    private Future<ConversationId> commit(String original) {
        return attempt(new Commit(id, application, original), ATTEMPTS).compose(committed -> {
            accounts.addAll(committed.accounts());
            return committed.more() ? commit(original) : Future.succeededFuture(committed.conversation());
        });
    }

    private Future<Report> finish() {
        try {
            String rest = lines.take();
            Future<Void> last = rest.isEmpty() ? DONE : line(rest);
            return last.compose(done -> {
                        check.finish();
                        return close();
                    })
                    .compose(done -> commit(null))
                    .map(done -> new Report(id, counts, conversations, accounts));
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
