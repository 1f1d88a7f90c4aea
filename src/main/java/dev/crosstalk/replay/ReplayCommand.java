package dev.crosstalk.replay;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.crosstalk.bus.Json;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** The command {@code replay}: what it does and takes is {@link ReplayOptions#HELP}. */
public final class ReplayCommand {
    private static final int EVENT_LOOPS = Math.min(4, Runtime.getRuntime().availableProcessors());

    private final PrintStream out;
    private final PrintStream err;

    /**
     * @param out for the report
     * @param err for progress and errors
     */
    public ReplayCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs to the end. Returns the exit code: 0 clean, 1 violated or not playable, 2 for a wrong command line. */
    public int run(List<String> arguments) {
        if (arguments.contains("--help")) {
            out.print(ReplayOptions.HELP);
            return 0;
        }
        try {
            ReplayOptions options = ReplayOptions.parse(arguments);
            Play play = PlayBuilder.build(read(options.logs()));
            return options.dryRun() ? announce(play) : play(options, play);
        } catch (IllegalArgumentException e) {
            err.println("crosstalk replay: " + e.getMessage() + " (see --help)");
            return 2;
        } catch (IOException e) {
            err.println("crosstalk replay: cannot use " + e.getMessage());
            return 1;
        }
    }

    private int announce(Play play) {
        out.printf(
                "%,d people in %,d rooms%n",
                play.people().size(), play.scripts().size());
        play.fates().forEach((fate, count) -> out.printf("%,9d %s%n", count, fate.meaning()));
        out.printf("%,d names mapped%n", play.namesMapped());
        return 0;
    }

    private int play(ReplayOptions options, Play play) {
        quieten();
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS).setPreferNativeTransport(true));
        ProgressBar progress = new ProgressBar(vertx, err, System.console() != null);
        return contexts(vertx)
                .compose(contexts -> new Replay(vertx, contexts, options, play, progress).run())
                .map(report -> tell(options, report))
                .otherwise(error -> {
                    err.println("crosstalk replay: could not be played: " + error.getMessage());
                    return 1;
                })
                .eventually(vertx::close)
                .await();
    }

    private int tell(ReplayOptions options, ReplayReport report) {
        out.print(report.text());
        if (options.report() != null) {
            try {
                Files.writeString(options.report(), Json.write(report) + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return report.isClean() ? 0 : 1;
    }

    /** The report counts lost connections; a line of log for each of thousands would bury it. */
    private static void quieten() {
        if (LoggerFactory.getLogger("io.vertx") instanceof Logger logger) {
            logger.setLevel(Level.ERROR);
        }
    }

    /** One context on each event loop: a thousand sockets opened from one thread would share a single one. */
    private static Future<List<Context>> contexts(Vertx vertx) {
        List<Context> contexts = new CopyOnWriteArrayList<>();
        List<Future<String>> deployments = new ArrayList<>();
        for (int i = 0; i < EVENT_LOOPS; i++) {
            deployments.add(vertx.deployVerticle(
                    context -> {
                        contexts.add(context);
                        return Future.succeededFuture();
                    },
                    new DeploymentOptions()));
        }
        return Future.all(deployments).map(deployed -> contexts);
    }

    private static List<LogFile> read(List<Path> paths) throws IOException {
        List<LogFile> files = new ArrayList<>();
        for (Path path : paths) {
            for (Path file : logs(path)) {
                files.add(LogFile.read(file));
            }
        }
        return files;
    }

    private static List<Path> logs(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            List<Path> logs = files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
            if (logs.isEmpty()) {
                throw new IOException(path + ": no *.log file in it");
            }
            return logs;
        }
    }
}
