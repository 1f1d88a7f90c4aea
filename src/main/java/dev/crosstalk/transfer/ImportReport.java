package dev.crosstalk.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.bus.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What has become of all conversations and accounts of an import, as a file of JSON. The answer of a long import names some of them. */
final class ImportReport {
    private final URI node;
    private final String token;
    private final HttpClient client;

    ImportReport(URI node, String token, HttpClient client) {
        this.node = node;
        this.token = token;
        this.client = client;
    }

    /** @param answer the node's, of which what is not whole is asked for page by page */
    void write(JsonNode answer, Path file) throws IOException, InterruptedException {
        if (!answer.path("more").asBoolean()) {
            Files.writeString(file, answer + "\n");
            return;
        }
        String id = answer.path("id").asText();
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write("{\"id\":" + Json.quote(id) + ",\"lines\":" + answer.path("lines"));
            for (String what : new String[] {"conversations", "accounts"}) {
                writer.write(",\"" + what + "\":[");
                pages(writer, "/v1/imports/" + id + "/" + what, what);
                writer.write("]");
            }
            writer.write("}\n");
        }
    }

    private void pages(BufferedWriter writer, String path, String what) throws IOException, InterruptedException {
        String separator = "";
        String after = "";
        do {
            JsonNode page = get(path + "?limit=1000" + after);
            for (JsonNode one : page.path(what)) {
                writer.write(separator + one);
                separator = ",";
            }
            after = page.has("next")
                    ? "&after=" + URLEncoder.encode(page.path("next").asText(), StandardCharsets.UTF_8)
                    : "";
        } while (!after.isEmpty());
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(node.resolve(path))
                .header("Authorization", "Bearer " + token)
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("the node does not say what was imported: "
                    + Json.parse(response.body()).path("text").asText());
        }
        return Json.parse(response.body());
    }
}
