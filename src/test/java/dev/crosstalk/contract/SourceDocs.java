package dev.crosstalk.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the sources of the contract say of its records, so that the documents say it in the same words. */
final class SourceDocs {
    private static final Path SOURCES = Path.of("src/main/java/dev/crosstalk");
    private static final Pattern RECORD = Pattern.compile(
            "(?:/\\*\\*((?:(?!\\*/).)*)\\*/\\s*)?(?:@\\w+(?:\\((?:[^()]|\\([^()]*\\))*\\))?\\s*)*(?:public )?record (\\w+)\\(",
            Pattern.DOTALL);
    private static final Pattern TAG =
            Pattern.compile("@param\\s+(\\w+)\\s+((?:(?!@param|@return|@throws).)*)", Pattern.DOTALL);

    private final Map<String, Doc> docs = new LinkedHashMap<>();

    /** @param fields what is said of components, by their name */
    record Doc(String text, Map<String, String> fields) {}

    private SourceDocs() {}

    static SourceDocs read() {
        SourceDocs read = new SourceDocs();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(read::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read;
    }

    Doc of(Class<?> record) {
        return docs.getOrDefault(key(record), new Doc("", Map.of()));
    }

    private static String key(Class<?> record) {
        Class<?> outer = record.getEnclosingClass();
        return outer == null ? record.getSimpleName() : outer.getSimpleName() + "." + record.getSimpleName();
    }

    private void add(Path file) {
        String name = file.getFileName().toString().replace(".java", "");
        Matcher matcher = RECORD.matcher(text(file));
        while (matcher.find()) {
            String record = matcher.group(2);
            docs.put(record.equals(name) ? name : name + "." + record, doc(matcher.group(1)));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Doc doc(String comment) {
        if (comment == null) {
            return new Doc("", Map.of());
        }
        String plain = plain(comment);
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher tags = TAG.matcher(plain);
        while (tags.find()) {
            fields.put(tags.group(1), tags.group(2).strip());
        }
        return new Doc(plain.split("@param|@return|@throws", 2)[0].strip(), fields);
    }

    /** Without stars and markup. */
    private static String plain(String comment) {
        return comment.replaceAll("(?m)^\\s*\\* ?", "")
                .replaceAll("<p>", "")
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("\\{@link (?:\\w+\\.)*[#]?([\\w#.]+)[^}]*}", "`$1`")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
