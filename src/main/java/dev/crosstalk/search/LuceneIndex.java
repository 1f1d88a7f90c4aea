package dev.crosstalk.search;

import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.store.AlreadyClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An index of Lucene in files of this process: a directory with one directory for each index, and a file {@code current} that names
 * the one that serves. For one node; another one has an index of its own.
 */
final class LuceneIndex implements SearchIndex {
    private static final Logger LOG = LoggerFactory.getLogger(LuceneIndex.class);
    private static final String CURRENT = "current";

    private final Path directory;
    private final WorkerExecutor writing;
    private final WorkerExecutor searching;
    private volatile LuceneGeneration serving;
    private LuceneGeneration building;

    /**
     * @param writing with one thread, so that changes come one after the other; is closed with the index
     * @param searching is closed with the index
     */
    LuceneIndex(Path directory, WorkerExecutor writing, WorkerExecutor searching) {
        this.directory = directory;
        this.writing = writing;
        this.searching = searching;
    }

    private interface Change {
        void run() throws IOException;
    }

    private Future<Void> change(Change change) {
        return run(writing, () -> {
            change.run();
            return null;
        });
    }

    private static <T> Future<T> run(WorkerExecutor executor, Callable<T> work) {
        return executor.executeBlocking(work, false).recover(error -> Future.failedFuture(failure(error)));
    }

    private static Failure failure(Throwable error) {
        if (error instanceof Failure failure) {
            return failure;
        }
        LOG.warn("The index failed", error);
        return FailureCode.SEARCH_UNAVAILABLE.failure();
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public Future<String> open() {
        return run(writing, () -> {
            if (serving != null && !serving.isOpen()) {
                serving.close();
                serving = null;
            }
            if (serving == null) {
                Files.createDirectories(directory);
                serving = generation(current());
                removeOthers();
            }
            return serving == null ? null : serving.name();
        });
    }

    /** @return null where there is none that can be read: it will be made anew */
    private LuceneGeneration generation(String name) throws IOException {
        if (name == null || !Files.isDirectory(directory.resolve(name))) {
            return null;
        }
        try {
            return new LuceneGeneration(name, directory.resolve(name));
        } catch (CorruptIndexException | IndexFormatTooOldException | IndexFormatTooNewException e) {
            LOG.warn("The index {} cannot be read: {}", name, e.toString());
            return null;
        }
    }

    private String current() throws IOException {
        try {
            return Files.readString(directory.resolve(CURRENT));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    @Override
    public Future<Void> apply(List<IndexChange> changes) {
        return change(() -> {
            if (building != null) {
                building.apply(changes, false);
            }
            if (serving != null) {
                serving.apply(changes, true);
            }
        });
    }

    @Override
    public Future<Void> fill(List<IndexChange> changes) {
        return change(() -> building.apply(changes, false));
    }

    @Override
    public Future<List<Found>> find(IndexQuery query) {
        return run(searching, () -> {
            LuceneGeneration asked = serving;
            if (asked == null) {
                throw FailureCode.SEARCH_UNAVAILABLE.failure();
            }
            try {
                return asked.find(query);
            } catch (AlreadyClosedException e) {
                // Another one has taken its place in between.
                LuceneGeneration next = serving;
                if (next == null || next == asked) {
                    throw FailureCode.SEARCH_UNAVAILABLE.failure();
                }
                return next.find(query);
            }
        });
    }

    @Override
    public Future<String> build() {
        return run(writing, () -> {
            dropBuilding();
            Files.createDirectories(directory);
            String name = "messages-" + UUID.randomUUID();
            building = new LuceneGeneration(name, directory.resolve(name));
            return name;
        });
    }

    private void dropBuilding() throws IOException {
        if (building != null) {
            building.close();
            delete(directory.resolve(building.name()));
            building = null;
        }
    }

    @Override
    public Future<Void> switchOver() {
        return change(() -> {
            building.complete();
            Path named = Files.writeString(directory.resolve(CURRENT + ".new"), building.name());
            Files.move(
                    named,
                    directory.resolve(CURRENT),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            LuceneGeneration last = serving;
            serving = building;
            building = null;
            tidy(last);
        });
    }

    /** The other one serves already: what goes wrong here is made good by the next start. */
    private void tidy(LuceneGeneration last) {
        try {
            if (last != null) {
                last.close();
            }
            removeOthers();
        } catch (IOException e) {
            LOG.warn("The index before this one was not removed: {}", e.toString());
        }
    }

    @Override
    public Future<Void> purge() {
        return change(() -> {
            if (serving != null) {
                serving.purge();
            }
        });
    }

    @Override
    public Future<Void> close() {
        return change(() -> {
                    LuceneGeneration last = serving;
                    serving = null;
                    if (building != null) {
                        building.close();
                    }
                    if (last != null) {
                        last.close();
                    }
                })
                .eventually(writing::close)
                .eventually(searching::close);
    }

    /** What a crash, or an index that was in the place of this one, has left. */
    private void removeOthers() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            for (Path path : all.filter(Files::isDirectory).toList()) {
                String name = path.getFileName().toString();
                boolean used = (serving != null && serving.name().equals(name))
                        || (building != null && building.name().equals(name));
                if (!used) {
                    delete(path);
                }
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
