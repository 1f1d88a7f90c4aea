package dev.crosstalk.persistence;

import dev.crosstalk.persistence.Cursors.Cursor;

/**
 * A model of how far one person is in one conversation and what others are told of it, from what that person was answered. Used by one
 * thread.
 */
final class Reading {
    private long delivered;
    private long seen;
    private boolean tells = true;
    /** Whether something was read since it is told again. */
    private boolean published = true;

    private long mostTold;

    /** Who posts has read up to there; the message says so. */
    void posted(long seq) {
        delivered = Math.max(delivered, seq);
        seen = Math.max(seen, seq);
        mostTold = Math.max(mostTold, seq);
    }

    void marked(long nowDelivered, long nowRead) {
        if (nowRead > seen) {
            published = tells;
        }
        delivered = Math.max(delivered, nowDelivered);
        seen = Math.max(seen, nowRead);
        mostTold = published ? Math.max(mostTold, seen) : mostTold;
    }

    /** What was published before stays where it was received; what was read meanwhile is told to nobody. */
    void tells(boolean now) {
        if (now != tells) {
            published = false;
        }
        tells = now;
    }

    boolean tells() {
        return tells;
    }

    /** What the person itself is told. */
    Cursor own() {
        return new Cursor(delivered, seen);
    }

    /** What others are told who ask, if they tell what they read themselves. */
    private Cursor told() {
        return new Cursor(delivered, published ? (Long) seen : null);
    }

    /** @param self whether the person itself asks; @param tells whether who asks tells what they read */
    Cursor shownTo(boolean self, boolean tells) {
        return self ? own() : tells ? told() : new Cursor(delivered, null);
    }

    /** No device has ever been told that more was read. */
    long mostTold() {
        return mostTold;
    }
}
