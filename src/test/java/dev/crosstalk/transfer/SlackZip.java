package dev.crosstalk.transfer;

import dev.crosstalk.bus.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The small export in {@code src/test/resources/archive/slack.json}: the files of a zip by their names. */
final class SlackZip {
    private static final Path SMALL = Path.of("src/test/resources/archive/slack.json");

    private SlackZip() {}

    static Map<String, byte[]> small() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        Json.parse(Files.readString(SMALL))
                .fields()
                .forEachRemaining(file ->
                        files.put(file.getKey(), Json.write(file.getValue()).getBytes(StandardCharsets.UTF_8)));
        return files;
    }

    static Path write(Path zip, Map<String, byte[]> files) throws IOException {
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                entries.putNextEntry(new ZipEntry(file.getKey()));
                entries.write(file.getValue());
            }
        }
        return zip;
    }
}
