package dev.crosstalk.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.archive.ArchiveCheck;
import dev.crosstalk.archive.LineCheck;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.Json;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** The command {@code import}: gives a running node an archive, or makes one out of a Slack export or IRC logs first. */
public final class ImportCommand {
    private static final String HELP = """
            usage: crosstalk import --token-file FILE [options] INPUT...

            Has a running node import an archive. INPUT is an archive as `crosstalk export` writes it, with --slack the zip of a
            Slack export, with --irc logs of irssi, WeeChat or irclogs.ubuntu.com (a directory means its *.log files).

              --token-file FILE   holds the administrators' secret; with --account a session's token
              --node URL          where the node is (default http://127.0.0.1:8080)
              --account           INPUT is the archive of one's own data, and the token that of a session of one's own: what one
                                  has for oneself is put back where one still is
              --slack, --irc      what INPUT is
              --room TITLE        with --irc: all logs are one room, in order of their names; else each is a room
              --zone ZONE         with --irc: of the clock that wrote the logs (default UTC)
              --date YYYY-MM-DD   with --irc: the day on which logs begin that do not say it themselves
              --id UUID           repeats an import that broke off: what is there already is left out
              --report FILE       writes as JSON what has become of each person and conversation
              --dry-run           only says what would be imported
              --keep FILE         with --slack or --irc: keeps the archive that is made

            People become accounts that nobody owns, rooms new rooms. A conversation is imported whole or not at all.
            Exit code 0: imported; 1: refused or broken off; 2: the command line is wrong.
            """;
    private static final Set<String> WITH_VALUE =
            Set.of("--token-file", "--node", "--room", "--zone", "--date", "--id", "--report", "--keep");

    private final PrintStream out;
    private final PrintStream err;
    private final InstantSource clock;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** @param out for the report; {@code err} for progress and errors */
    public ImportCommand(PrintStream out, PrintStream err, InstantSource clock) {
        this.out = out;
        this.err = err;
        this.clock = clock;
    }

    /** Runs to the end, and returns the exit code. */
    public int run(List<String> words) {
        if (words.contains("--help")) {
            out.print(HELP);
            return 0;
        }
        try {
            Arguments arguments =
                    Arguments.parse(words, WITH_VALUE, Set.of("--slack", "--irc", "--dry-run", "--account"));
            if (arguments.files().isEmpty()) {
                throw new IllegalArgumentException("INPUT is missing");
            }
            return arguments.flags().contains("--account") ? restore(arguments) : read(arguments);
        } catch (IllegalArgumentException | DateTimeException e) {
            err.println("crosstalk import: " + e.getMessage() + " (see --help)");
            return 2;
        } catch (IOException | UncheckedIOException e) {
            err.println("crosstalk import: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private int read(Arguments arguments) throws IOException, InterruptedException {
        boolean foreign =
                arguments.flags().contains("--slack") || arguments.flags().contains("--irc");
        if (!foreign) {
            Path archive = Path.of(arguments.files().get(0));
            return arguments.flags().contains("--dry-run") ? check(archive) : send(arguments, archive);
        }
        String kept = arguments.options().get("--keep");
        Path archive = kept == null ? Files.createTempFile("crosstalk", ".jsonl") : Path.of(kept);
        try {
            convert(arguments, archive);
            return arguments.flags().contains("--dry-run") ? 0 : send(arguments, archive);
        } finally {
            if (kept == null) {
                Files.deleteIfExists(archive);
            }
        }
    }

    /** Looks for what a node would refuse by the lines alone. */
    private int check(Path archive) throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        LineCheck check = new ArchiveCheck();
        try (BufferedReader lines = Files.newBufferedReader(archive)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String type = check.next(line).getClass().getSimpleName().toLowerCase(Locale.ROOT);
                counts.merge(type, 1L, Long::sum);
            }
            check.finish();
        } catch (Failure failure) {
            throw new IOException("a node would refuse it: " + failure.getMessage(), failure);
        } catch (CharacterCodingException e) {
            throw new IOException("a node would refuse it: it is not UTF-8", e);
        }
        counts.forEach((type, count) -> out.printf("%,12d %s%n", count, type));
        return 0;
    }

    private int restore(Arguments arguments) throws IOException, InterruptedException {
        if (arguments.flags().size() > 1
                || !Set.of("--token-file", "--node")
                        .containsAll(arguments.options().keySet())) {
            throw new IllegalArgumentException("--account goes with --token-file and --node alone");
        }
        Path archive = Path.of(arguments.files().get(0));
        JsonNode report = post(arguments, "/v1/account/import", archive);
        if (report == null) {
            return 1;
        }
        report.path("restored").fields().forEachRemaining(count -> print(count.getValue(), count.getKey()));
        report.path("leftOut")
                .fields()
                .forEachRemaining(count -> print(count.getValue(), "left out: " + count.getKey()));
        return 0;
    }

    private void print(JsonNode count, String what) {
        out.printf("%,12d %s%n", count.asLong(), what);
    }

    private void convert(Arguments arguments, Path target) throws IOException {
        try (ForeignArchive archive = new ForeignArchive(target, clock.millis())) {
            if (arguments.flags().contains("--slack")) {
                SlackExport.convert(Path.of(arguments.files().get(0)), archive, SafeZip.Limits.USUAL);
            } else {
                irc(arguments, archive);
            }
            out.print(archive.tally().text());
        }
    }

    private void irc(Arguments arguments, ForeignArchive archive) throws IOException {
        ZoneId zone = ZoneId.of(arguments.options().getOrDefault("--zone", "UTC"));
        String date = arguments.options().get("--date");
        LocalDate day = date == null ? LocalDate.ofInstant(clock.instant(), zone) : LocalDate.parse(date);
        List<Path> logs =
                arguments.files().stream().flatMap(ImportCommand::logs).toList();
        String room = arguments.options().get("--room");
        if (room != null) {
            IrcLog.convert(room, logs, zone, day, archive);
            return;
        }
        for (Path log : logs) {
            String name = log.getFileName().toString();
            IrcLog.convert(name.replaceFirst("\\.[^.]*$", ""), List.of(log), zone, day, archive);
        }
    }

    private static Stream<Path> logs(String file) {
        Path path = Path.of(file);
        if (!Files.isDirectory(path)) {
            return Stream.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(one -> one.toString().endsWith(".log")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int send(Arguments arguments, Path archive) throws IOException, InterruptedException {
        String id = arguments.options().getOrDefault("--id", UUID.randomUUID().toString());
        err.println("import " + id + ": if it breaks off, repeat it with --id " + id);
        JsonNode report = post(arguments, "/v1/import?id=" + id, archive);
        if (report == null) {
            return 1;
        }
        if (arguments.options().containsKey("--report")) {
            new ImportReport(arguments.node(), arguments.token(), client)
                    .write(report, Path.of(arguments.options().get("--report")));
        }
        report.path("lines").fields().forEachRemaining(count -> print(count.getValue(), count.getKey()));
        return 0;
    }

    /** @return what the node answers; null if it refused */
    private JsonNode post(Arguments arguments, String path, Path archive) throws IOException, InterruptedException {
        long size = Files.size(archive);
        HttpRequest request = HttpRequest.newBuilder(arguments.node().resolve(path))
                .header("Authorization", "Bearer " + arguments.token())
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> opened(archive, size)))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            err.println("crosstalk import: the node refused: "
                    + Json.parse(response.body()).path("text").asText());
            return null;
        }
        return Json.parse(response.body());
    }

    private InputStream opened(Path archive, long size) {
        try {
            return new Progress(Files.newInputStream(archive), size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says how much of a file was sent, every tenth of it. */
    private final class Progress extends FilterInputStream {
        private final long size;
        private long read;
        private long shown;

        Progress(InputStream in, long size) {
            super(in);
            this.size = size;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int count = super.read(bytes, from, length);
            read += Math.max(0, count);
            long tenth = size == 0 ? 10 : read * 10 / size;
            if (tenth > shown) {
                shown = tenth;
                err.println(tenth * 10 + "% sent");
            }
            return count;
        }
    }
}
