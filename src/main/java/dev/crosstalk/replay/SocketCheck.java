package dev.crosstalk.replay;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Waits until every member of every room has received every message, and gives up when nothing has arrived for a while:
 * then everyone who misses something is a violation. That what arrived was in order was judged on arrival.
 */
final class SocketCheck {
    private static final long POLL_MS = 200;
    private static final int QUIET_SECONDS = 20;

    private final Stage stage;
    private final List<Person> people;
    private final long quietNanos;
    private long receivedBefore = -1;
    private long quietSince;

    SocketCheck(Stage stage, List<Person> people, int patienceSeconds) {
        this.stage = stage;
        this.people = people;
        this.quietNanos = TimeUnit.SECONDS.toNanos(Math.min(QUIET_SECONDS, patienceSeconds));
    }

    Future<Void> run() {
        return standings().compose(all -> {
            List<Membership.Standing> incomplete =
                    all.stream().filter(standing -> !standing.isComplete()).toList();
            if (incomplete.isEmpty()) {
                return Future.succeededFuture();
            }
            if (isQuiet()) {
                incomplete.forEach(SocketCheck::report);
                return Future.succeededFuture();
            }
            return stage.vertx().timer(POLL_MS, TimeUnit.MILLISECONDS).compose(waited -> run());
        });
    }

    private boolean isQuiet() {
        long received = stage.measurements().deliveries.sum()
                + stage.measurements().caughtUp.sum();
        long now = System.nanoTime();
        if (received != receivedBefore) {
            receivedBefore = received;
            quietSince = now;
        }
        return now - quietSince > quietNanos;
    }

    private Future<List<Membership.Standing>> standings() {
        List<Membership.Standing> all = new ArrayList<>();
        return InParallel.forEach(
                        people.size(),
                        1,
                        number -> people.get(number).standings().map(standings -> {
                            all.addAll(standings);
                            return null;
                        }))
                .map(done -> all);
    }

    private static void report(Membership.Standing standing) {
        standing.room()
                .violated(standing.person() + " received messages up to number " + standing.seq() + " of "
                        + standing.room().lines());
    }
}
