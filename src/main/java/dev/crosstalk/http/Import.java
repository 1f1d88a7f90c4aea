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
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.OwnKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * One archive on its way in: lines are checked as they come and staged in batches, while no more is read; a conversation is
 * committed when the next one begins or the archive ends. What fails removes what is not committed. However long the archive is, a
 * node holds one batch of it and one line that is not whole yet.
 */
final class Import {
    private static final Future<Void> DONE = LineReader.DONE;
    private static final int BATCH_LINES = 500;
    private static final int BATCH_BYTES = 256 << 10;
    /** So many conversations, and so many accounts, are named in the answer; the others are asked for. */
    private static final int NAMED = 1_000;

    private final Repeating cluster;
    private final UUID id;
    private final UUID attempt = UUID.randomUUID();
    private final ApplicationId application;
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
        this.cluster = new Repeating(vertx, bus, null);
        this.id = id;
        this.application = application;
    }

    /** @return what was imported; fails with {@link dev.crosstalk.bus.FailureCode#BAD_ARCHIVE} */
    Future<Report> read(HttpServerRequest request) {
        LineReader reader = new LineReader(request, new ArchiveCheck(), this::take);
        return begin().compose(begun -> reader.read()).compose(done -> finish()).recover(error -> {
            LineReader.drain(request);
            return cluster.ask(new Abort(id, attempt)).transform(aborted -> Future.failedFuture(error));
        });
    }

    private Future<Void> begin() {
        return cluster.ask(new Begin(id, attempt, application))
                .compose(begun -> begun.more() ? begin() : Future.succeededFuture());
    }

    private Future<Void> take(LineReader.Line taken) {
        ArchiveLine line = taken.line();
        counts.merge(line.getClass().getSimpleName().toLowerCase(Locale.ROOT), 1L, Long::sum);
        if (line instanceof ArchiveLine.Header || line instanceof ArchiveLine.End) {
            return DONE;
        }
        if (line instanceof ArchiveLine.Conversation begun) {
            return close().map(done -> {
                conversation = begun.id();
                add(line, taken.length(), taken.number());
                return null;
            });
        }
        if (line instanceof ArchiveLine.Own own && own.what().equals(OwnKind.SAVED) && conversation != null) {
            return close().compose(done -> put(line, taken.length(), taken.number()));
        }
        if (skipping && !(line instanceof ArchiveLine.Account)) {
            return DONE;
        }
        return put(line, taken.length(), taken.number());
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
        return cluster.ask(command).map(staged -> {
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
        return cluster.ask(new Commit(id, attempt, application, original)).compose(committed -> {
            name(accounts, committed.accounts());
            return committed.more() ? commit(original) : Future.succeededFuture(committed.conversation());
        });
    }

    private Future<Report> finish() {
        return close().compose(done -> commit(null))
                .map(done -> new Report(id, counts, conversations, accounts, more ? true : null));
    }
}
