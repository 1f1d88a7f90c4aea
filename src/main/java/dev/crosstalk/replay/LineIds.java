package dev.crosstalk.replay;

import java.util.UUID;

/**
 * The client ids of a replay: they say which line of which room a message is, so that a receiver knows without a table.
 * The high half is the run's own; the low half holds the room's number above the line's.
 */
final class LineIds {
    static final int FOREIGN = -1;

    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final long run;
    private final String prefix;

    LineIds(UUID run) {
        this.run = run.getMostSignificantBits();
        this.prefix = new UUID(this.run, VARIANT).toString().substring(0, 19);
    }

    UUID of(int room, int line) {
        return new UUID(run, VARIANT | (long) room << 32 | line);
    }

    /** The number of the line, or {@link #FOREIGN} if this is no message of that room in this run. */
    int line(int room, String clientId) {
        if (clientId == null || clientId.length() != 36 || !clientId.startsWith(prefix)) {
            return FOREIGN;
        }
        long low = UUID.fromString(clientId).getLeastSignificantBits();
        return (low & ~VARIANT) >>> 32 == room ? (int) low : FOREIGN;
    }
}
