package dev.crosstalk.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The files of a zip, read into memory one at a time and never written anywhere. What a zip says of its own sizes is not believed:
 * bytes are counted as they come out.
 */
final class SafeZip implements AutoCloseable {
    /** @param entries most files; {@code entryBytes} most bytes of one; {@code totalBytes} of all that is read */
    record Limits(int entries, int entryBytes, long totalBytes) {
        static final Limits USUAL = new Limits(500_000, 64 << 20, 32L << 30);
    }

    private final ZipFile zip;
    private final Limits limits;
    private long read;

    SafeZip(Path file, Limits limits) throws IOException {
        this.zip = new ZipFile(file.toFile());
        this.limits = limits;
        if (zip.size() > limits.entries()) {
            zip.close();
            throw new IOException(file + " has more than " + limits.entries() + " files in it");
        }
    }

    /** Files right in that folder, in order of name; a name that leads out of the zip is none of them. */
    List<String> files(String folder) {
        String prefix = folder + "/";
        List<String> files = new ArrayList<>();
        zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.startsWith(prefix) && name.indexOf('/', prefix.length()) < 0)
                .filter(name -> name.endsWith(".json"))
                .sorted()
                .forEach(files::add);
        return files;
    }

    /** The bytes of a file, or null if there is none. */
    byte[] read(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            return null;
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(limits.entryBytes() + 1);
            read += bytes.length;
            if (bytes.length > limits.entryBytes() || read > limits.totalBytes()) {
                throw new IOException(name + " is larger than it may be when it is unpacked");
            }
            return bytes;
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
