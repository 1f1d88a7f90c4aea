package dev.crosstalk.sync;

import io.vertx.core.Future;

/** Forgets what of people was no more for long: a bounded number of rows at a time. What is left over comes the next time. */
public final class Forgetting {
    private static final int STEP_ROWS = 200;
    private static final int MOST_STEPS = 100;

    private final UserLineStore store;
    private final int days;

    /** @param days after how many */
    public Forgetting(UserLineStore store, int days) {
        this.store = store;
        this.days = days;
    }

    public Future<Void> run() {
        return run(MOST_STEPS);
    }

    private Future<Void> run(int steps) {
        return store.forget(days, STEP_ROWS)
                .compose(rows -> rows == 0 || steps == 1 ? Future.succeededFuture() : run(steps - 1));
    }
}
