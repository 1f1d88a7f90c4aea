package dev.crosstalk.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/** Logs of made-up talk, the same for the same seed. */
final class MadeUpLogs {
    private MadeUpLogs() {}

    /** Writes one log per room; people speak in turns of chance, evenly over the minutes. */
    static Path write(Path directory, long seed, int rooms, int people, int minutes, int linesAMinute)
            throws IOException {
        Random random = new Random(seed);
        for (int room = 0; room < rooms; room++) {
            StringBuilder log = new StringBuilder();
            for (int minute = 0; minute < minutes; minute++) {
                for (int line = 0; line < linesAMinute; line++) {
                    log.append(String.format(
                            Locale.ROOT,
                            "[%02d:%02d] <nick%d> %s%n",
                            minute / 60,
                            minute % 60,
                            random.nextInt(people),
                            "word \"quoted\" 😀 ".repeat(1 + random.nextInt(6))));
                }
            }
            Files.writeString(directory.resolve("room" + room + ".log"), log);
        }
        return directory;
    }
}
