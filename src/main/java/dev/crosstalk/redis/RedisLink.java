package dev.crosstalk.redis;

import dev.crosstalk.bus.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to Redis on which requests are pipelined; it is made again, less and less often, for as long as it breaks.
 *
 * <p>A server that does not answer within the time-out counts as gone, and the connection with it: what it would answer
 * later belongs to requests that were given up.
 */
public final class RedisLink {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
    /** For what nobody waits for. */
    public static final int PATIENT_MS = 2_000;

    private static final int CONNECT_MS = 2_000;
    private static final long FIRST_RETRY_MS = 100;
    private static final long LAST_RETRY_MS = 5_000;
    private static final int MAX_WAITING = 16_384;

    private final Vertx vertx;
    private final RedisOptions options;
    private final String name;
    private final int timeoutMs;

    private Redis client;
    private Future<RedisConnection> connection;
    private long retryMs = FIRST_RETRY_MS;
    private boolean failing;
    private boolean closed;

    /**
     * Starts to connect.
     *
     * @param url {@code redis://host:port/db}
     * @param password null if there is none
     * @param timeoutMs after which a server that has not answered counts as gone
     */
    public RedisLink(Vertx vertx, String url, String password, int timeoutMs) {
        this.vertx = vertx;
        this.timeoutMs = timeoutMs;
        this.name = url.replaceFirst("//.*@", "//");
        this.options = new RedisOptions()
                .setConnectionString(url)
                .setMaxWaitingHandlers(MAX_WAITING)
                .setNetClientOptions(
                        new NetClientOptions().setConnectTimeout(CONNECT_MS).setTcpNoDelay(true));
        if (password != null) {
            options.setPassword(password);
        }
        connect();
    }

    /**
     * Sends the requests in one piece, so that no other's come between them.
     *
     * @return an answer to each, or {@code UNAVAILABLE}
     */
    public Future<List<Response>> batch(List<Request> requests) {
        Future<RedisConnection> current = current();
        return current.compose(open -> open.batch(requests))
                .timeout(timeoutMs, TimeUnit.MILLISECONDS)
                .onSuccess(answers -> works())
                .recover(error -> {
                    broken(current, error);
                    return Future.failedFuture(FailureCode.UNAVAILABLE.because("Redis is not available now."));
                });
    }

    private synchronized Future<RedisConnection> current() {
        return connection;
    }

    private synchronized void connect() {
        if (closed) {
            return;
        }
        client = Redis.createClient(vertx, options);
        Future<RedisConnection> attempt = client.connect().timeout(CONNECT_MS, TimeUnit.MILLISECONDS);
        connection = attempt;
        attempt.onSuccess(open -> {
                    open.endHandler(end -> broken(attempt, new IllegalStateException("the connection was closed")));
                    open.exceptionHandler(error -> broken(attempt, error));
                })
                .onFailure(error -> broken(attempt, error));
    }

    private synchronized void works() {
        retryMs = FIRST_RETRY_MS;
        if (failing) {
            failing = false;
            LOG.info("{} answers again", name);
        }
    }

    private synchronized void broken(Future<RedisConnection> which, Throwable error) {
        if (closed || which != connection || isWaiting()) {
            return;
        }
        if (!failing) {
            failing = true;
            LOG.warn("{} is not available: {}", name, error.getMessage());
        }
        client.close();
        client = null;
        connection = Future.failedFuture(error);
        vertx.setTimer(retryMs, timer -> connect());
        retryMs = Math.min(2 * retryMs, LAST_RETRY_MS);
    }

    private boolean isWaiting() {
        return client == null;
    }

    public synchronized Future<Void> close() {
        if (closed) {
            return Future.succeededFuture();
        }
        closed = true;
        connection = Future.failedFuture("closed");
        return client == null ? Future.succeededFuture() : client.close();
    }
}
