package dev.crosstalk.bench.load;

import dev.crosstalk.testing.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the operating system and the JVM say of a process. */
public final class Processes {
    /** Linux tells times in these, whatever its own clock does. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int IDLE = 4;
    private static final int STOLEN = 8;

    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    private Processes() {}

    /** The time that the process has spent on processors, its own and the system's for it. */
    public static double cpuSeconds(long pid) {
        String stat = read(pid, "stat");
        // The name before it is in brackets and may have anything in it.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) / TICKS_PER_SECOND;
    }

    /** The time that all processes of the machine have spent on its processors. */
    static double machineCpuSeconds() {
        String all = read(Path.of("/proc/stat")).lines().findFirst().orElseThrow();
        String[] fields = all.trim().split("\\s+");
        long busy = 0;
        for (int i = 1; i < fields.length; i++) {
            // Idle, waiting for devices; the last two are in the first two.
            busy += i == IDLE || i == IDLE + 1 || i > STOLEN ? 0 : Long.parseLong(fields[i]);
        }
        return busy / TICKS_PER_SECOND;
    }

    /** Bytes of memory that the process has now. */
    public static long residentBytes(long pid) {
        return read(pid, "status")
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElseThrow();
    }

    /** Bytes of the objects that a JVM has after a full collection. */
    public static long liveHeapBytes(long pid) {
        List<String> histogram = ChildProcess.run(
                List.of("jcmd", Long.toString(pid), "GC.class_histogram"),
                Path.of("").toAbsolutePath(),
                Map.of());
        return histogram.stream()
                .filter(line -> line.startsWith("Total"))
                .mapToLong(line -> Long.parseLong(line.trim().split("\\s+")[2]))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no total in\n" + String.join("\n", histogram)));
    }

    private static String read(long pid, String file) {
        return read(Path.of("/proc", Long.toString(pid), file));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
