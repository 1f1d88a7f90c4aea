package dev.crosstalk.jwt;

import dev.crosstalk.jwt.Jwk.Named;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets of keys that applications publish, read once for all who ask at the same time and kept for ten minutes. A key that is not in a
 * set that was read half a minute ago or earlier is looked for again: so keys can be replaced. A set that cannot be read is served as it was
 * for an hour. For one context.
 */
public final class PublishedKeys {
    private static final Logger LOG = LoggerFactory.getLogger(PublishedKeys.class);
    private static final int MOST_SETS = 1_000;
    private static final long KEPT = TimeUnit.MINUTES.toNanos(10);
    private static final long READ_AGAIN = TimeUnit.SECONDS.toNanos(30);
    private static final long SERVED_LATE = TimeUnit.HOURS.toNanos(1);

    private final KeySource source;
    private final LongSupplier nanos;
    private final Map<String, Known> sets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST_SETS && eldest.getValue().reading == null;
        }
    };

    /** A set, and what is being done about it. */
    private static final class Known {
        private List<Named> keys = List.of();
        private boolean read;
        private boolean tried;
        private long readAt;
        private long triedAt;
        private Future<Void> reading;
    }

    /** @param nanos a clock that never goes back */
    public PublishedKeys(KeySource source, LongSupplier nanos) {
        this.source = source;
        this.nanos = nanos;
    }

    /** The keys of a set that may have signed a token. Never fails: of what cannot be read there are none. */
    public Future<List<VerificationKey>> candidates(String url, SignedToken token) {
        Known known = sets.computeIfAbsent(url, unseen -> new Known());
        List<VerificationKey> found = matching(known, token);
        long now = nanos.getAsLong();
        boolean current = known.read && now - known.readAt < KEPT && !found.isEmpty();
        boolean triedLately = known.tried && now - known.triedAt < READ_AGAIN;
        return current || (triedLately && known.reading == null)
                ? Future.succeededFuture(found)
                : read(url, known).map(done -> matching(known, token));
    }

    private List<VerificationKey> matching(Known known, SignedToken token) {
        List<VerificationKey> found = new ArrayList<>();
        if (known.read && nanos.getAsLong() - known.readAt < SERVED_LATE) {
            for (Named one : known.keys) {
                boolean named = token.keyId() == null || token.keyId().equals(one.kid());
                if (named
                        && token.algorithm()
                                .filter(one.key().algorithm()::equals)
                                .isPresent()) {
                    found.add(one.key());
                }
            }
        }
        return found;
    }

    private Future<Void> read(String url, Known known) {
        if (known.reading != null) {
            return known.reading;
        }
        known.tried = true;
        known.triedAt = nanos.getAsLong();
        Future<Void> reading = source.read(url).map(Jwk::set).transform(done -> {
            known.reading = null;
            if (done.succeeded()) {
                known.keys = done.result();
                known.read = true;
                known.readAt = nanos.getAsLong();
            } else {
                LOG.warn("The keys at {} cannot be read: {}", url, done.cause().getMessage());
            }
            return Future.succeededFuture();
        });
        known.reading = reading.isComplete() ? null : reading;
        return reading;
    }
}
