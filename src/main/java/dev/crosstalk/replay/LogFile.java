package dev.crosstalk.replay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The lines of one log. The file is read as UTF-8; bytes that aren't, and U+0000, which no message may have, become U+FFFD.
 *
 * @param name the file's name without its ending, which is the title of the room
 */
public record LogFile(String name, List<LogLine> lines) {
    private static final int MAX_TITLE = 100;

    public static LogFile read(Path file) throws IOException {
        String fileName = file.getFileName().toString();
        int dot = fileName.lastIndexOf('.');
        return parse(dot > 0 ? fileName.substring(0, dot) : fileName, Files.readAllBytes(file));
    }

    static LogFile parse(String name, byte[] bytes) {
        // The constructor of String replaces what is not UTF-8; a decoder would have to be told.
        String text = new String(bytes, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
        String withoutLastEnd = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        List<LogLine> lines = withoutLastEnd.isEmpty()
                ? List.of()
                : Arrays.stream(withoutLastEnd.split("\n", -1))
                        .map(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
                        .map(LogLine::parse)
                        .toList();
        return new LogFile(title(name), lines);
    }

    private static String title(String name) {
        return name.codePointCount(0, name.length()) <= MAX_TITLE
                ? name
                : name.substring(0, name.offsetByCodePoints(0, MAX_TITLE));
    }
}
