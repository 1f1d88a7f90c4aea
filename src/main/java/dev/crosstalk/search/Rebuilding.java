package dev.crosstalk.search;

import dev.crosstalk.bus.SearchCommand.Progress;

/** How far an index is that is made anew, or what became of it. */
final class Rebuilding {
    private String state = "never";
    private String id;
    private long done;
    private long total;
    private Long startedAt;
    private Long endedAt;

    void begin(long now) {
        state = "running";
        id = null;
        done = 0;
        total = 0;
        startedAt = now;
        endedAt = null;
    }

    boolean isRunning() {
        return state.equals("running");
    }

    void named(String name, long expected) {
        id = name;
        total = expected;
    }

    void add(int messages) {
        done += messages;
    }

    void end(boolean well, long now) {
        state = well ? "ready" : "failed";
        endedAt = now;
    }

    String id() {
        return id;
    }

    Progress progress() {
        return new Progress(state, id, done, total, startedAt, endedAt);
    }
}
