package dev.crosstalk.http;

import dev.crosstalk.archive.ArchiveCheck;
import dev.crosstalk.archive.LineCheck;
import dev.crosstalk.archive.OwnArchiveCheck;
import dev.crosstalk.archive.Restoration;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The archive of one's own data on its way back: first it is read to its end and checked, while what can be put back is kept in a
 * file; then that is put back by the ordinary commands of its owner. So nothing is changed by an archive that is broken or cut off,
 * and a node holds some lines of it, however long it is.
 */
final class OwnImport {
    /** So much of what can be put back an archive may have: nobody has more, and disks are not without end. */
    private static final long MOST_KEPT = 64L << 20;

    private static final int PIECE = 64 << 10;

    private final Vertx vertx;
    private final Caller caller;
    private final Restoration restoration;
    private final Map<String, Long> never = new TreeMap<>();
    private Buffer piece = Buffer.buffer();
    private long kept;

    /**
     * What became of the lines.
     *
     * @param restored how many of what are as the archive says; {@code request} for contacts that were asked again
     * @param leftOut how many of what were not made again, as that cannot be, or as it was refused
     */
    record Report(Map<String, Long> restored, Map<String, Long> leftOut) {}

    OwnImport(Vertx vertx, Bus bus, Caller caller) {
        this.vertx = vertx;
        this.caller = caller;
        Repeating cluster = new Repeating(vertx, bus, caller);
        this.restoration = new Restoration(cluster::ask);
    }

    /** @return fails with {@link dev.crosstalk.bus.FailureCode#BAD_ARCHIVE}, and nothing was changed then */
    Future<Report> read(HttpServerRequest request) {
        request.pause();
        return vertx.fileSystem()
                .createTempFile("crosstalk", ".own", "rw-------")
                .compose(file -> check(request, file)
                        .compose(done -> restore(file))
                        .eventually(() -> vertx.fileSystem().delete(file)))
                .onFailure(error -> LineReader.drain(request))
                .map(done -> report());
    }

    private Report report() {
        Map<String, Long> leftOut = new TreeMap<>(never);
        restoration.leftOut().forEach((what, count) -> leftOut.merge(what, count, Long::sum));
        return new Report(restoration.restored(), leftOut);
    }

    private Future<Void> check(HttpServerRequest request, String path) {
        return vertx.fileSystem()
                .open(path, new OpenOptions().setRead(false))
                .compose(
                        file -> new LineReader(request, new OwnArchiveCheck(caller.account()), line -> sort(line, file))
                                .read()
                                .compose(done -> flush(file))
                                .eventually(file::close));
    }

    private Future<Void> sort(LineReader.Line line, AsyncFile file) {
        if (Restoration.takes(line.line())) {
            return keep(line, file);
        }
        if (Restoration.isDeed(line.line())) {
            never.merge(line.line().getClass().getSimpleName().toLowerCase(Locale.ROOT), 1L, Long::sum);
        }
        return LineReader.DONE;
    }

    private Future<Void> keep(LineReader.Line line, AsyncFile file) {
        kept += line.length();
        if (kept > MOST_KEPT) {
            throw ArchiveCheck.at(line.number(), "there is more than " + MOST_KEPT + " bytes of what can be put back");
        }
        piece.appendBuffer(line.bytes()).appendByte((byte) '\n');
        return piece.length() < PIECE ? LineReader.DONE : flush(file);
    }

    private Future<Void> flush(AsyncFile file) {
        Buffer full = piece;
        piece = Buffer.buffer();
        return full.length() == 0 ? LineReader.DONE : file.write(full);
    }

    private Future<Void> restore(String path) {
        return vertx.fileSystem()
                .open(path, new OpenOptions().setWrite(false).setCreate(false))
                .compose(file -> new LineReader(file, new Checked(), line -> restoration.take(line.line()))
                        .read()
                        .compose(done -> restoration.finish())
                        .eventually(file::close));
    }

    /** Lines that were checked before. */
    private static final class Checked implements LineCheck {
        private long number;

        @Override
        public ArchiveLine next(String text) {
            number++;
            return Json.read(text, ArchiveLine.class);
        }

        @Override
        public void finish() {
            // Its end was seen before.
        }

        @Override
        public long lines() {
            return number;
        }
    }
}
