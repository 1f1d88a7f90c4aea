package dev.crosstalk.jwt;

import dev.crosstalk.bus.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Reads sets of keys from URLs that applications name, and so from nowhere where they have no business: https at public addresses
 * only, unless all is allowed. The address that was looked at is the one that is connected to, so that a name cannot mean another one in
 * between; no redirect is followed, and neither time nor size is without bounds.
 */
public final class KeyFetch implements KeySource {
    private static final long WITHIN_MS = 5_000;
    private static final int MOST_BYTES = 256 << 10;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    private static final int MOST_PORT = 65_535;

    private final HttpClient client;
    private final WorkerExecutor names;
    private final boolean anywhere;

    /** @param anywhere whether http and addresses of one's own network are allowed */
    public KeyFetch(Vertx vertx, boolean anywhere) {
        this(vertx, anywhere, new HttpClientOptions());
    }

    KeyFetch(Vertx vertx, boolean anywhere, HttpClientOptions options) {
        this.anywhere = anywhere;
        this.client = vertx.createHttpClient(options.setVerifyHost(true)
                .setKeepAlive(false)
                .setConnectTimeout((int) WITHIN_MS)
                .setDecompressionSupported(false));
        this.names = vertx.createSharedWorkerExecutor("crosstalk-names", 2, WITHIN_MS, TimeUnit.MILLISECONDS);
    }

    /**
     * Whether a URL may be one of keys, as far as its text says.
     *
     * @throws dev.crosstalk.bus.Failure {@link FailureCode#BAD_REQUEST}
     */
    public static URI requireUrl(String text, boolean anywhere) {
        URI url;
        try {
            url = URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            throw FailureCode.BAD_REQUEST.because("that is no URL");
        }
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        boolean known = scheme.equals("https") || (anywhere && scheme.equals("http"));
        if (!known || url.getHost() == null || url.getRawUserInfo() != null || url.getPort() > MOST_PORT) {
            throw FailureCode.BAD_REQUEST.because("that is no URL of https");
        }
        return url;
    }

    @Override
    public Future<String> read(String text) {
        URI url;
        try {
            url = requireUrl(text, anywhere);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
        return names.executeBlocking(() -> address(url), false)
                .compose(address -> request(url, address))
                .timeout(WITHIN_MS, TimeUnit.MILLISECONDS);
    }

    /** Where one of several is not public, none is taken. */
    private InetAddress address(URI url) throws IOException {
        InetAddress[] all = InetAddress.getAllByName(host(url));
        for (InetAddress address : all) {
            if (!anywhere && !PublicAddress.is(address)) {
                throw new IOException("the address is not public");
            }
        }
        return all[0];
    }

    private static String host(URI url) {
        String host = url.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private Future<String> request(URI url, InetAddress address) {
        boolean secure = url.getScheme().equalsIgnoreCase("https");
        int port = url.getPort() > 0 ? url.getPort() : secure ? HTTPS : HTTP;
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(host(url))
                .setPort(port)
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setSsl(secure)
                .setFollowRedirects(false)
                .setTimeout(WITHIN_MS)
                .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
                .putHeader(HttpHeaders.ACCEPT, "application/json");
        return client.request(options)
                .compose(request -> request.send()
                        .compose(KeyFetch::body)
                        .timeout(WITHIN_MS, TimeUnit.MILLISECONDS)
                        .onFailure(error -> request.reset()));
    }

    private static Future<String> body(HttpClientResponse response) {
        Buffer all = Buffer.buffer();
        Promise<String> promise = Promise.promise();
        // Also of an answer that is not read on: it is reset.
        response.exceptionHandler(promise::tryFail);
        if (response.statusCode() != 200) {
            promise.fail(new IOException("answered " + response.statusCode()));
            return promise.future();
        }
        response.endHandler(end -> promise.tryComplete(all.toString(StandardCharsets.UTF_8)));
        response.handler(part -> {
            if (all.length() + part.length() > MOST_BYTES) {
                promise.tryFail(new IOException("has more than " + MOST_BYTES + " bytes"));
            } else {
                all.appendBuffer(part);
            }
        });
        return promise.future();
    }

    public Future<Void> close() {
        return client.close().eventually(names::close);
    }
}
