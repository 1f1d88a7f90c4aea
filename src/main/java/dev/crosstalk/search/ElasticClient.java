package dev.crosstalk.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests to Elasticsearch or OpenSearch, whose REST dialects are one in what is used here. */
final class ElasticClient {
    private static final Logger LOG = LoggerFactory.getLogger(ElasticClient.class);
    private static final int CONNECTIONS = 16;
    private static final int MOST_SHOWN = 300;

    private final HttpClient client;
    private final URI store;
    private final String authorization;
    private final int timeoutMs;

    ElasticClient(Vertx vertx, SearchSettings settings) {
        this.store = URI.create(settings.store());
        this.timeoutMs = settings.timeoutMs();
        this.authorization = settings.user() == null || settings.password() == null
                ? null
                : "Basic "
                        + Base64.getEncoder()
                                .encodeToString((settings.user() + ":"
                                                + settings.password().reveal())
                                        .getBytes(StandardCharsets.UTF_8));
        boolean secure = store.getScheme().equals("https");
        int port = store.getPort() > 0 ? store.getPort() : 9200;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setDefaultHost(store.getHost())
                        .setDefaultPort(port)
                        .setSsl(secure)
                        .setConnectTimeout(settings.timeoutMs())
                        .setDecompressionSupported(true),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    /** An answer, whatever its status. */
    record Answer(int status, String text) {
        JsonNode json() {
            return Json.parse(text);
        }
    }

    /** @return the body of an answer that is a success; else fails with {@link FailureCode#SEARCH_UNAVAILABLE} */
    Future<JsonNode> send(HttpMethod method, String path, Object body) {
        return ask(method, path, "application/json", body == null ? null : Json.write(body), timeoutMs)
                .map(answer -> successful(method, path, answer));
    }

    /** As {@link #send}, for what takes its time. */
    Future<JsonNode> sendPatiently(HttpMethod method, String path) {
        return ask(method, path, "application/json", null, TimeUnit.HOURS.toMillis(1))
                .map(answer -> successful(method, path, answer));
    }

    /** @param lines JSON, one a line, the last one with its end */
    Future<JsonNode> bulk(String lines) {
        return ask(HttpMethod.POST, "/_bulk", "application/x-ndjson", lines, 10L * timeoutMs)
                .map(answer -> successful(HttpMethod.POST, "/_bulk", answer));
    }

    /** As {@link #send}, without a body, of any status below 500. */
    Future<Answer> ask(HttpMethod method, String path) {
        return ask(method, path, "application/json", null, timeoutMs)
                .map(answer -> answer.status() >= 500 ? refuse(method, path, answer) : answer);
    }

    private static JsonNode successful(HttpMethod method, String path, Answer answer) {
        return (answer.status() >= 300 ? refuse(method, path, answer) : answer).json();
    }

    private static Answer refuse(HttpMethod method, String path, Answer answer) {
        String text = answer.text();
        LOG.warn(
                "{} {} answered {}: {}",
                method,
                path,
                answer.status(),
                text.substring(0, Math.min(MOST_SHOWN, text.length())));
        throw FailureCode.SEARCH_UNAVAILABLE.failure();
    }

    private Future<Answer> ask(HttpMethod method, String path, String type, String body, long timeout) {
        RequestOptions options = new RequestOptions().setMethod(method).setURI(path);
        return client.request(options)
                .compose(request -> exchange(request, type, body))
                .timeout(timeout, TimeUnit.MILLISECONDS)
                .recover(error -> Future.failedFuture(unavailable(method, path, error)));
    }

    private Future<Answer> exchange(HttpClientRequest request, String type, String body) {
        if (authorization != null) {
            request.putHeader(HttpHeaders.AUTHORIZATION, authorization);
        }
        if (body != null) {
            request.putHeader(HttpHeaders.CONTENT_TYPE, type);
        }
        return (body == null ? request.send() : request.send(Buffer.buffer(body)))
                .compose(response ->
                        response.body().map(buffer -> new Answer(response.statusCode(), buffer.toString())));
    }

    private static Throwable unavailable(HttpMethod method, String path, Throwable error) {
        LOG.debug("{} {} failed: {}", method, path, error.toString());
        return FailureCode.SEARCH_UNAVAILABLE.failure();
    }

    Future<Void> close() {
        return client.close();
    }
}
