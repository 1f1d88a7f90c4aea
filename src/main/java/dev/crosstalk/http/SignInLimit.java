package dev.crosstalk.http;

import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.edge.RateLimit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often somebody may sign in from one remote address: an account is a row, a name that is taken, and news to everybody.
 *
 * <p>Programs of this machine are not limited. Behind a proxy on this machine, the proxy must limit. For any thread.
 */
public final class SignInLimit {
    private static final int MOST_ADDRESSES = 100_000;

    private final int perMinute;
    private final LongSupplier nanoTime;
    private final Map<String, RateLimit> addresses = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RateLimit> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    /** @param perMinute so many at once, and so many a minute after that */
    public SignInLimit(int perMinute, LongSupplier nanoTime) {
        this.perMinute = perMinute;
        this.nanoTime = nanoTime;
    }

    /** Counts one sign-in, or refuses it with the time after which there is room for it. */
    void require(String address) {
        if (isThisMachine(address)) {
            return;
        }
        long waitMs = take(address);
        if (waitMs > 0) {
            throw FailureCode.TOO_MANY_REQUESTS.retryAfter(waitMs);
        }
    }

    private synchronized long take(String address) {
        long now = nanoTime.getAsLong();
        RateLimit limit = addresses.computeIfAbsent(address, unseen -> new RateLimit(perMinute / 60.0, perMinute, now));
        long debt = limit.debt(now);
        return debt > 0 ? debt : limit.take(now);
    }

    private static boolean isThisMachine(String address) {
        return address.startsWith("127.") || address.equals("0:0:0:0:0:0:0:1") || address.equals("::1");
    }
}
