package dev.crosstalk.persistence;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Revisions of several people, so many of each as rows are to be written, taken at once and given out in their order. */
final class OwnRevisions {
    private final TreeMap<Long, Integer> wanted = new TreeMap<>();
    private final Map<Long, Long> next = new HashMap<>();

    /** One more of that account. */
    void want(long account) {
        wanted.merge(account, 1, Integer::sum);
    }

    Future<Void> take(Statements statements) {
        return UserRevs.take(statements, wanted).map(last -> {
            last.forEach((account, rev) -> next.put(account, rev - wanted.get(account) + 1));
            return null;
        });
    }

    /** The next of those that were taken. */
    long next(long account) {
        return next.merge(account, 1L, Long::sum) - 1;
    }
}
