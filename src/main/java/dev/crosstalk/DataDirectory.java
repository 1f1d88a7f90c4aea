package dev.crosstalk;

import dev.crosstalk.config.StartupFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The directory of the embedded stores, held by one process at a time. */
final class DataDirectory implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Takes the directory, made if it is missing, until this process ends or closes it. */
    static DataDirectory take(Path path) {
        try {
            if (!Files.exists(path)) {
                Files.createDirectories(path);
                ownerOnly(path);
            }
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new StartupFailure("dataDirectory " + path.toAbsolutePath() + " is in use by another process");
            }
            return new DataDirectory(path, channel);
        } catch (IOException e) {
            throw new StartupFailure("dataDirectory " + path.toAbsolutePath() + " cannot be used: " + e);
        }
    }

    /** What people wrote is not for every account of the machine. */
    private static void ownerOnly(Path path) throws IOException {
        if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    Path resolve(String file) {
        return path.resolve(file);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StartupFailure("dataDirectory " + path + " cannot be closed: " + e);
        }
    }
}
