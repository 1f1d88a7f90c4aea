package dev.crosstalk.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** One step of the schema's history: a file of statements, each of which ends with a semicolon at the end of a line. */
record Migration(int version, String name, String checksum, List<String> statements) {
    /** In order of version. Files are never changed once released. */
    private static final List<String> FILES = List.of(
            "001_core.sql",
            "002_messages.sql",
            "003_positions.sql",
            "004_roles.sql",
            "005_accounts.sql",
            "007_retention.sql",
            "008_archive.sql",
            "009_unread.sql",
            "010_forgetting.sql",
            "011_cache.sql",
            "013_order.sql",
            "015_application_retention.sql",
            "016_import_attempts.sql",
            "017_renamed.sql",
            "018_own_things.sql",
            "019_search.sql",
            "020_applications.sql");

    static List<Migration> all() {
        return FILES.stream().map(file -> parse(file, read(file))).toList();
    }

    static Migration parse(String file, String text) {
        String withoutComments = text.lines()
                .filter(line -> !line.stripLeading().startsWith("--"))
                .reduce("", (all, line) -> all + line + "\n");
        List<String> statements = Arrays.stream(withoutComments.split(";\\s*\\n"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
        return new Migration(Integer.parseInt(file.substring(0, 3)), file, sha256(text), statements);
    }

    private static String read(String file) {
        try (InputStream in = Migration.class.getResourceAsStream("/db/migration/" + file)) {
            if (in == null) {
                throw new IllegalStateException("no such migration: " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
