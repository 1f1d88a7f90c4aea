package dev.crosstalk.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.Json;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Writer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;

/** The command {@code export}: writes an archive that a running node makes into a file. */
public final class ExportCommand {
    private static final String HELP = """
            usage: crosstalk export --token-file FILE [options] [OUTPUT]

            Writes an archive of what a running node has, as JSON Lines, to OUTPUT (standard output if it is missing).

              --token-file FILE   holds a session's token, or the administrators' secret
              --node URL          where the node is (default http://127.0.0.1:8080)
              --account           what is stored about the token's account, and what it has said
              --conversation ID   what the token's account may see of the conversation
              --application       everything; for administrators (this is the default)
              --whole             with --conversation: all of it; for administrators

            Exit code 0: the archive is whole; 1: it is not, and OUTPUT was not written; 2: the command line is wrong.
            """;
    private static final long SHOWN_EVERY = 50_000;

    private final PrintStream out;
    private final PrintStream err;

    /** @param out for an archive without a file; {@code err} for progress and errors */
    public ExportCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs to the end, and returns the exit code. */
    public int run(List<String> words) {
        if (words.contains("--help")) {
            out.print(HELP);
            return 0;
        }
        try {
            Arguments arguments = Arguments.parse(
                    words,
                    Set.of("--token-file", "--node", "--conversation"),
                    Set.of("--account", "--application", "--whole"));
            export(arguments);
            return 0;
        } catch (IllegalArgumentException e) {
            err.println("crosstalk export: " + e.getMessage() + " (see --help)");
            return 2;
        } catch (IOException e) {
            err.println("crosstalk export: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static String path(Arguments arguments) {
        String conversation = arguments.options().get("--conversation");
        if (arguments.flags().contains("--account")) {
            return "/v1/account/export";
        }
        if (conversation == null) {
            return "/v1/export";
        }
        return arguments.flags().contains("--whole")
                ? "/v1/export?conversation=" + conversation
                : "/v1/conversations/" + conversation + "/export";
    }

    private void export(Arguments arguments) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(arguments.node().resolve(path(arguments)))
                .header("Authorization", "Bearer " + arguments.token())
                .build();
        HttpResponse<InputStream> response = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            if (response.statusCode() != 200) {
                throw new IOException("the node refused: " + lines.readLine());
            }
            if (arguments.files().isEmpty()) {
                copy(lines, new java.io.OutputStreamWriter(out, StandardCharsets.UTF_8));
                return;
            }
            Path target = Path.of(arguments.files().get(0));
            Path part = Path.of(target + ".part");
            try (BufferedWriter writer = Files.newBufferedWriter(part)) {
                copy(lines, writer);
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void copy(BufferedReader lines, Writer writer) throws IOException {
        long count = 0;
        String last = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            writer.write(line);
            writer.write('\n');
            last = line;
            if (++count % SHOWN_EVERY == 0) {
                err.printf("%,d lines%n", count);
            }
        }
        writer.flush();
        if (!isEnd(last, count)) {
            throw new IOException("the archive was cut off after " + count + " lines");
        }
        err.printf("%,d lines: whole%n", count);
    }

    private static boolean isEnd(String line, long count) {
        try {
            JsonNode end = Json.parse(line);
            return end.path("type").asText().equals("end") && end.path("lines").asLong() == count - 1;
        } catch (Failure cutOff) {
            return false;
        }
    }
}
