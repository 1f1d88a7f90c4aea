package dev.crosstalk.replay;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the command line of a replay asks for.
 *
 * @param logs files, and directories whose {@code *.log} files are meant
 * @param nodes base URLs; people are spread over them in turn
 * @param speed how many times faster than the log; infinite for flat out
 * @param patienceSeconds how long something that may succeed later is repeated
 * @param report where to write the report as JSON, or null
 * @param dryRun only say what would be played
 */
record ReplayOptions(List<Path> logs, List<URI> nodes, double speed, int patienceSeconds, Path report, boolean dryRun) {

    static final String HELP = """
            usage: crosstalk replay [options] LOG...

            Plays chat logs as people: every nick is an account on a socket of its own, every LOG a new room (a directory
            means its *.log files), the lines in their order. Then checks at every node, by history and by what each
            socket received, that every spoken line is there once, in one order, with numbers 1 to N. Exit code 0: so it
            is; 1: it is not, or the replay could not be played; 2: the command line is wrong.

              --nodes URL,URL   nodes over which the people are spread (default http://127.0.0.1:8080)
              --speed N         N times as fast as the log (default 60: a logged minute in a second)
              --flat-out        the next line of a room as soon as the one before is acknowledged
              --patience S      repeat for S seconds what may succeed later, such as reaching a dead node (default 60)
              --report FILE     write the report as JSON, too
              --dry-run         read the logs, say what would be played, and connect nowhere

            Lines are those of irclogs.ubuntu.com: `[HH:MM] <nick> text`, `[HH:MM]  * nick text` (said as `/me text`),
            `=== nick is now known as other`. Empty lines and other notices are skipped and counted; bytes that are not
            UTF-8 become U+FFFD.

            Names. A nick that speaks is an account, the same in all logs; case does not tell nicks apart. Characters that
            no name may have become `_`, what is longer than 32 characters is cut, and a name that is not free gets _2,
            _3... A rename to a nick that speaks somewhere, or that another account was renamed to before, is not sent:
            the lines under the new nick are said by the account of that nick. Other renames of accounts are carried out;
            those of people who never speak are skipped.
            """;

    ReplayOptions {
        logs = List.copyOf(logs);
        nodes = List.copyOf(nodes);
    }

    boolean flatOut() {
        return Double.isInfinite(speed);
    }

    /** @throws IllegalArgumentException with a line that says what is wrong */
    static ReplayOptions parse(List<String> arguments) {
        Parser parser = new Parser();
        var words = arguments.iterator();
        while (words.hasNext()) {
            parser.take(words.next(), words);
        }
        return parser.options();
    }

    /** The options so far. */
    private static final class Parser {
        private final List<Path> logs = new ArrayList<>();
        private List<URI> nodes = List.of(URI.create("http://127.0.0.1:8080"));
        private double speed = 60;
        private int patience = 60;
        private Path report;
        private boolean dryRun;

        void take(String word, java.util.Iterator<String> rest) {
            switch (word) {
                case "--nodes" -> nodes = nodes(value(word, rest));
                case "--speed" -> speed = positive(word, value(word, rest));
                case "--flat-out" -> speed = Double.POSITIVE_INFINITY;
                case "--patience" -> patience = (int) positive(word, value(word, rest));
                case "--report" -> report = Path.of(value(word, rest));
                case "--dry-run" -> dryRun = true;
                default -> {
                    if (word.startsWith("-")) {
                        throw new IllegalArgumentException("unknown option " + word);
                    }
                    logs.add(Path.of(word));
                }
            }
        }

        ReplayOptions options() {
            if (logs.isEmpty()) {
                throw new IllegalArgumentException("name at least one log file or directory");
            }
            return new ReplayOptions(logs, nodes, speed, patience, report, dryRun);
        }

        private static String value(String option, java.util.Iterator<String> rest) {
            if (!rest.hasNext()) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            return rest.next();
        }

        private static double positive(String option, String value) {
            try {
                double number = Double.parseDouble(value);
                if (number > 0 && number < 1e9) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(option + " needs a positive number, not " + value, e);
            }
            throw new IllegalArgumentException(option + " needs a positive number, not " + value);
        }

        private static List<URI> nodes(String value) {
            List<URI> nodes = new ArrayList<>();
            for (String text : value.split(",")) {
                try {
                    URI node = new URI(text.strip());
                    if (!"http".equals(node.getScheme()) && !"https".equals(node.getScheme())
                            || node.getHost() == null) {
                        throw new IllegalArgumentException("--nodes: " + text + " is no http URL");
                    }
                    nodes.add(node);
                } catch (URISyntaxException e) {
                    throw new IllegalArgumentException("--nodes: " + text + " is no URL", e);
                }
            }
            return nodes;
        }
    }
}
