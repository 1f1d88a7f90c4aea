package dev.crosstalk.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosstalk.testing.ChildProcess;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class KeyFetchTest {
    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger asked = new AtomicInteger();
    private int port;

    @TempDir
    Path directory;

    @BeforeEach
    void start() {
        port = await(vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"))
                .actualPort();
    }

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    private void answer(HttpServerRequest request) {
        asked.incrementAndGet();
        switch (request.path()) {
            case "/keys" -> request.response().end("{\"keys\":[]}");
            case "/redirect" ->
                request.response()
                        .setStatusCode(302)
                        .putHeader("location", "http://127.0.0.1:" + port + "/keys")
                        .end();
            case "/large" -> request.response().end("x".repeat(300_000));
            case "/slow" -> request.response().setChunked(true).write("{");
            default -> request.response().setStatusCode(404).end();
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(30, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer", e);
        }
    }

    private String read(boolean anywhere, String url) {
        return await(new KeyFetch(vertx, anywhere).read(url));
    }

    @Test
    void it_reads_where_all_is_allowed() {
        assertThat(read(true, "http://127.0.0.1:" + port + "/keys")).isEqualTo("{\"keys\":[]}");
    }

    @Test
    void addresses_that_are_not_public_are_never_connected_to() {
        for (String host : List.of(
                "127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "127.1", "0x7f.1", "2130706433")) {
            assertThatThrownBy(() -> read(false, "https://" + host + ":" + port + "/keys"))
                    .as(host)
                    .isInstanceOf(Exception.class);
        }
        assertThatThrownBy(() -> read(false, "http://127.0.0.1:" + port + "/keys"))
                .hasMessageContaining("no URL of https");
        assertThatThrownBy(() -> read(false, "https://localhost:" + port + "/keys"))
                .hasMessageContaining("not public");
        assertThat(asked.get()).isZero();
    }

    @Test
    void redirects_other_statuses_large_and_slow_answers_are_failures() {
        String base = "http://127.0.0.1:" + port;
        assertThatThrownBy(() -> read(true, base + "/redirect")).hasMessageContaining("302");
        assertThatThrownBy(() -> read(true, base + "/nothing")).hasMessageContaining("404");
        assertThatThrownBy(() -> read(true, base + "/large")).hasMessageContaining("more than");
        assertThat(asked.get()).isEqualTo(3);
        Throwable slow = await(
                new KeyFetch(vertx, true).read(base + "/slow").transform(done -> Future.succeededFuture(done.cause())));
        assertThat(slow).isInstanceOf(TimeoutException.class);
    }

    /** Also behind a name that was connected to before: sessions of TLS must not make it trusted. */
    @Test
    void a_certificate_of_another_host_is_refused() {
        Path store = directory.resolve("store.p12");
        ChildProcess.run(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "one",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString()),
                directory,
                Map.of());
        PfxOptions pfx = new PfxOptions().setPath(store.toString()).setPassword("changeit");
        int secure = await(vertx.createHttpServer(
                                new HttpServerOptions().setSsl(true).setKeyCertOptions(pfx))
                        .requestHandler(this::answer)
                        .listen(0, "127.0.0.1"))
                .actualPort();
        KeyFetch fetch = new KeyFetch(vertx, true, new HttpClientOptions().setTrustOptions(pfx));
        assertThat(await(fetch.read("https://localhost:" + secure + "/keys"))).isEqualTo("{\"keys\":[]}");
        assertThatThrownBy(() -> await(fetch.read("https://127.0.0.1:" + secure + "/keys")))
                .isInstanceOf(Exception.class);
        assertThat(asked.get()).isEqualTo(1);
        assertThatThrownBy(() -> read(true, "https://localhost:" + secure + "/keys"))
                .as("a certificate that nobody trusts")
                .isInstanceOf(Exception.class);
        assertThat(asked.get()).isEqualTo(1);
    }
}
