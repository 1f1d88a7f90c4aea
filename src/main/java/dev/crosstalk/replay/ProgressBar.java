package dev.crosstalk.replay;

import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** One line on the terminal that says how far a phase is, and when it will be done; without a terminal, a line now and then. */
final class ProgressBar {
    private static final int WIDTH = 30;
    private static final long TERMINAL_MS = 250;
    private static final long LOG_MS = 5_000;

    private final Vertx vertx;
    private final PrintStream out;
    private final boolean terminal;

    ProgressBar(Vertx vertx, PrintStream out, boolean terminal) {
        this.vertx = vertx;
        this.out = out;
        this.terminal = terminal;
    }

    /** Shows a phase until the handle is closed. */
    Phase start(String what, long total, LongSupplier done) {
        return new Phase(what, total, done);
    }

    static String render(String what, long done, long total, double seconds) {
        double share = total == 0 ? 1 : Math.min(1, (double) done / total);
        int filled = (int) (share * WIDTH);
        String rest = done == 0 ? "?" : duration((total - done) * seconds / done);
        return String.format(
                Locale.ROOT,
                "%-10s [%s%s] %3d%% %,d of %,d, ETA %s",
                what,
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                (int) (share * 100),
                done,
                total,
                rest);
    }

    private static String duration(double seconds) {
        long whole = Math.round(seconds);
        return String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }

    /** A phase that is shown. */
    final class Phase implements AutoCloseable {
        private final String what;
        private final long total;
        private final LongSupplier done;
        private final long startedAt = System.nanoTime();
        private final long timer;

        private Phase(String what, long total, LongSupplier done) {
            this.what = what;
            this.total = total;
            this.done = done;
            this.timer = vertx.setPeriodic(terminal ? TERMINAL_MS : LOG_MS, tick -> show());
        }

        @Override
        public void close() {
            vertx.cancelTimer(timer);
            show();
            if (terminal) {
                out.println();
            }
        }

        private void show() {
            double seconds = (System.nanoTime() - startedAt) / (double) TimeUnit.SECONDS.toNanos(1);
            String line = render(what, done.getAsLong(), total, seconds);
            if (terminal) {
                out.print("\r" + line + "   ");
                out.flush();
            } else {
                out.println(line);
            }
        }
    }
}
