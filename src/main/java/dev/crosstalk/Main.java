package dev.crosstalk;

import dev.crosstalk.capacity.CapacityCommand;
import dev.crosstalk.config.ConfigLoader;
import dev.crosstalk.config.StartupFailure;
import dev.crosstalk.replay.ReplayCommand;
import dev.crosstalk.transfer.ExportCommand;
import dev.crosstalk.transfer.ImportCommand;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The command line of the jar. */
public final class Main {
    private static final String USAGE = """
            Usage: java -jar crosstalk.jar [-conf FILE]       run a node
                   java -jar crosstalk.jar [-conf FILE] --check-config
                                                             say whether the configuration is valid
                   java -jar crosstalk.jar [-conf FILE] --print-config
                                                             show it with all defaults, secrets masked
                   java -jar crosstalk.jar replay --help      play chat logs as people
                   java -jar crosstalk.jar export --help      write an archive of what a running node has
                   java -jar crosstalk.jar import --help      give a running node an archive, Slack export or IRC logs
                   java -jar crosstalk.jar capacity --help    what so many people need, on paper
                   java -jar crosstalk.jar class-archive --help
                                                             make nodes start faster
                   java -jar crosstalk.jar --help | --version

            Every key can be set by an environment variable: http.port is CROSSTALK_HTTP_PORT.
            """;

    private Main() {}

    public static void main(String[] arguments) {
        // Netty would start the flight recorder, of whose events it has some: a tenth of a second of every start.
        System.getProperties().putIfAbsent("io.netty.jfr.enabled", "false");
        List<String> words = Arrays.asList(arguments);
        List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
        int code = switch (words.isEmpty() ? "" : words.get(0)) {
            case "replay" -> new ReplayCommand(System.out, System.err).run(rest);
            case "export" -> new ExportCommand(System.out, System.err).run(rest);
            case "import" -> new ImportCommand(System.out, System.err, InstantSource.system()).run(rest);
            case "capacity" -> new CapacityCommand(System.out, System.err).run(rest);
            case "class-archive" -> new ClassArchiveCommand(System.out, System.err).run(rest);
            default -> run(CommandLine.parse(words), System.out, System.err);
        };
        if (code >= 0) {
            System.exit(code);
        }
    }

    /** @return the exit code, or -1 when a node runs on */
    private static int run(CommandLine line, PrintStream out, PrintStream err) {
        if (line.error() != null) {
            err.println("crosstalk: " + line.error() + "; see --help");
            return 2;
        }
        try {
            switch (line.action()) {
                case HELP -> out.print(USAGE);
                case VERSION -> out.println("crosstalk " + version());
                case CHECK -> {
                    ConfigLoader.load(Config.DEFAULTS, line.file(), System.getenv());
                    out.println("The configuration is valid.");
                }
                case PRINT -> {
                    ConfigLoader<Config> loader = new ConfigLoader<>(Config.DEFAULTS);
                    out.println(loader.print(loader.load(line.file(), System.getenv())));
                }
                case RUN -> {
                    Thread logging = startLogging();
                    Config config = ConfigLoader.load(Config.DEFAULTS, line.file(), System.getenv());
                    await(logging);
                    start(config, err);
                    return -1;
                }
            }
            return 0;
        } catch (StartupFailure failure) {
            err.println("crosstalk: " + failure.getMessage());
            return 1;
        }
    }

    /** Sets logging up beside the reading of the configuration, which takes as long and uses the machine's other core. */
    private static Thread startLogging() {
        Thread thread = new Thread(() -> LoggerFactory.getLogger(Main.class), "logging");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void await(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void start(Config config, PrintStream err) {
        Node node = new Node(config);
        Runtime.getRuntime().addShutdownHook(new Thread(node::stopAndWait, "stop"));
        node.start().onFailure(error -> {
            err.println("crosstalk: " + StartupFailure.of(error).getMessage());
            // Not from this thread: it is an event loop, and the hook waits for event loops.
            new Thread(() -> System.exit(1), "exit").start();
        });
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private enum Action {
        RUN,
        CHECK,
        PRINT,
        HELP,
        VERSION
    }

    /** The words of the command line; {@code error} is null if they make sense. */
    private record CommandLine(Action action, Path file, String error) {
        static CommandLine parse(List<String> words) {
            Action action = Action.RUN;
            Path file = null;
            for (int i = 0; i < words.size(); i++) {
                switch (words.get(i)) {
                    case "-conf", "--conf" -> {
                        if (++i == words.size()) {
                            return new CommandLine(null, null, "-conf needs a file");
                        }
                        file = Path.of(words.get(i));
                    }
                    case "--check-config" -> action = Action.CHECK;
                    case "--print-config" -> action = Action.PRINT;
                    case "--help", "-h" -> action = Action.HELP;
                    case "--version" -> action = Action.VERSION;
                    default -> {
                        return new CommandLine(null, null, "unknown argument " + words.get(i));
                    }
                }
            }
            return new CommandLine(action, file, null);
        }
    }
}
