package dev.crosstalk.account;

import dev.crosstalk.bus.FailureCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How often a password may be guessed. Two limits, so that nobody can lock somebody else out:
 *
 * <ul>
 *   <li>who guesses wrong waits before the next guess <em>for the same name</em>: from the sixth time on 1 s, then 2 s, 4 s… up to
 *       15 min;
 *   <li>a name takes 100 wrong guesses from anywhere, then one more each 10 s. Whoever got in from an address before does not wait
 *       for that.
 * </ul>
 *
 * An attempt counts as failed from its beginning, so that many at once do not all get through. Kept by this node alone and in
 * memory. For any thread.
 */
final class PasswordAttempts {
    private static final int FREE = 5;
    private static final long LONGEST_WAIT = TimeUnit.MINUTES.toNanos(15);
    private static final long FORGOTTEN_AFTER = TimeUnit.HOURS.toNanos(1);
    private static final int FREE_FOR_NAME = 100;
    private static final long NAME_INTERVAL = TimeUnit.SECONDS.toNanos(10);
    private static final int MOST = 50_000;

    private final LongSupplier nanoTime;
    private final Map<Source, Failures> sources = new Recent<>();
    private final Map<String, Failures> names = new Recent<>();
    private final Map<Source, Boolean> welcome = new Recent<>();

    PasswordAttempts(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private record Source(String from, String name) {}

    private record Failures(int count, long last) {}

    /** The latest ones. */
    private static final class Recent<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1L;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MOST;
        }
    }

    /** One guess, counted as failed until something else is said of it. */
    final class Attempt {
        private final Source source;
        private final String name;

        private Attempt(Source source, String name) {
            this.source = source;
            this.name = name;
        }

        /** It was right. */
        void succeeded() {
            synchronized (PasswordAttempts.this) {
                takeBack(names, name);
                if (source != null) {
                    sources.remove(source);
                    welcome.put(source, true);
                }
            }
        }

        /** It was not looked at. */
        void undone() {
            synchronized (PasswordAttempts.this) {
                takeBack(names, name);
                if (source != null) {
                    takeBack(sources, source);
                }
            }
        }
    }

    /**
     * Begins a guess.
     *
     * @param from where it comes from; null if that says nothing, such as a proxy's address
     * @throws dev.crosstalk.bus.Failure {@link FailureCode#TOO_MANY_REQUESTS} with the time to wait
     */
    synchronized Attempt begin(String from, String name) {
        long now = nanoTime.getAsLong();
        Source source = from == null ? null : new Source(from, name);
        Failures ofSource = source == null ? new Failures(0, now) : failures(sources.get(source), now);
        Failures ofName = decayed(names.get(name), now);
        boolean known = source != null && welcome.containsKey(source);
        long wait = Math.max(waitOfSource(ofSource, now), known ? 0 : waitOfName(ofName, now));
        if (wait > 0) {
            throw FailureCode.TOO_MANY_REQUESTS.retryAfter(1 + TimeUnit.NANOSECONDS.toMillis(wait));
        }
        if (source != null) {
            sources.put(source, new Failures(ofSource.count() + 1, now));
        }
        names.put(
                name,
                new Failures(Math.min(FREE_FOR_NAME, ofName.count() + 1), ofName.count() == 0 ? now : ofName.last()));
        return new Attempt(source, name);
    }

    private static Failures failures(Failures stored, long now) {
        return stored == null || now - stored.last() > FORGOTTEN_AFTER ? new Failures(0, now) : stored;
    }

    /** Of a name's failures one is forgotten each interval. */
    private static Failures decayed(Failures stored, long now) {
        if (stored == null) {
            return new Failures(0, now);
        }
        long forgotten = Math.min(stored.count(), (now - stored.last()) / NAME_INTERVAL);
        return new Failures((int) (stored.count() - forgotten), stored.last() + forgotten * NAME_INTERVAL);
    }

    private static long waitOfSource(Failures failures, long now) {
        if (failures.count() < FREE) {
            return 0;
        }
        int doublings = Math.min(failures.count() - FREE, 30);
        return failures.last() + Math.min(LONGEST_WAIT, TimeUnit.SECONDS.toNanos(1L << doublings)) - now;
    }

    private static long waitOfName(Failures failures, long now) {
        return failures.count() < FREE_FOR_NAME ? 0 : failures.last() + NAME_INTERVAL - now;
    }

    private static <K> void takeBack(Map<K, Failures> all, K key) {
        all.computeIfPresent(
                key,
                (same, failures) -> failures.count() <= 1 ? null : new Failures(failures.count() - 1, failures.last()));
    }
}
