package dev.crosstalk.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Work on the build directory that only one of the JVMs that run tests may do at a time. */
final class Exclusively {
    private Exclusively() {}

    interface Work<T> {
        T run() throws IOException;
    }

    /** @param lock a file that is made if there is none, and stays */
    static synchronized <T> T under(Path lock, Work<T> work) {
        try {
            Files.createDirectories(lock.getParent());
            try (FileChannel file = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = file.lock()) {
                if (!held.isValid()) {
                    throw new IOException("the lock on " + lock + " was lost");
                }
                return work.run();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
