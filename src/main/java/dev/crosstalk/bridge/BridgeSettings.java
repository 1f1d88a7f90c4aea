package dev.crosstalk.bridge;

/**
 * How the bridge treats its sockets. Times in milliseconds, sizes in bytes.
 *
 * @param coalesceMs under load, the longest that what is to be sent waits for what can leave with it; 0 for not at all. 20 ms by
 *     default
 * @param lingerMs how long the bus registration of an address outlives its last subscriber; 30 s by default
 * @param maxFrameBytes the largest frame of a client; a larger one closes the socket with 1009. 1 MiB by default
 * @param maxFrameMessages messages in one SockJS array; more close the socket with 1008. 10,000 by default
 * @param maxUnreadable frames in a row that cannot be read; that many close the socket with 1008. 100 by default
 * @param maxRegistrations addresses that one socket may be subscribed to; 5,000 by default
 * @param maxCommandsInFlight unanswered commands of one socket, above which it is told {@code overloaded}; 256 by default
 * @param framesPerSecond frames of one socket that are read at length in a second; what is above waits in the network. 500 by
 *     default
 * @param frameBurst frames that may come at once before that holds; 10,000 by default, so that one registration of everything fits
 * @param softQueueBytes queued for one socket, above which presence is dropped; 256 KiB by default
 * @param hardQueueBytes queued for one socket, above which it is closed with 1013; 4 MiB by default
 * @param slowMs how long a socket may be above the soft limit until it is closed with 1013; 10 s by default
 * @param pingMs between two WebSocket pings; 10 s by default
 * @param heartbeatMs between two SockJS heartbeats; 25 s by default
 * @param silenceMs after which an unheard socket is closed; 90 s by default, because hidden tabs answer once a minute
 * @param sessionMs between two looks whether a socket's session is still there, for the case that the news of its end was lost, and
 *     whether it may still watch those whose presence it watches, which no event says; 5 min by default
 * @param headsMs between two questions which conversations have changed; 3 s by default
 * @param graceMs for events on their way, before a head above what was seen counts as a loss; 500 ms by default
 * @param heardMs between two reports of who was heard; 5 s by default
 * @param onlineMs how long after a sign of life somebody still counts as heard, a little longer than {@code pingMs}; 12 s by
 *     default. With the 18 s of the presence service that makes 30 s of silence until somebody is offline
 * @param maxSockets of one node; 100,000 by default
 * @param maxSocketsPerAccount on one node; 100 by default
 * @param drainMs over which a stopping node closes its sockets; 2 s by default
 */
public record BridgeSettings(
        long coalesceMs,
        long lingerMs,
        int maxFrameBytes,
        int maxFrameMessages,
        int maxUnreadable,
        int maxRegistrations,
        int maxCommandsInFlight,
        int framesPerSecond,
        int frameBurst,
        long softQueueBytes,
        long hardQueueBytes,
        long slowMs,
        long pingMs,
        long heartbeatMs,
        long silenceMs,
        long sessionMs,
        long headsMs,
        long graceMs,
        long heardMs,
        long onlineMs,
        int maxSockets,
        int maxSocketsPerAccount,
        long drainMs) {
    private static final int MOST_FRAME_BYTES = 256 << 20;
    private static final int MOST_COALESCE_MS = 1_000;

    public static final BridgeSettings DEFAULTS = new BridgeSettings(
            20, 30_000, 1 << 20, 10_000, 100, 5_000, 256, 500, 10_000, 256 << 10, 4 << 20, 10_000, 10_000, 25_000,
            90_000, 300_000, 3_000, 500, 5_000, 12_000, 100_000, 100, 2_000);

    /**
     * How much one WebSocket message or body may have. More than a frame: sockjs-client writes each half of an emoji as six
     * characters, by which the longest text becomes three times as large as it is.
     */
    int maxTransportBytes() {
        return 2 * maxFrameBytes;
    }

    public BridgeSettings {
        if (maxFrameBytes < 1024
                || maxFrameBytes > MOST_FRAME_BYTES
                || softQueueBytes < 1024
                || hardQueueBytes < softQueueBytes) {
            throw new IllegalArgumentException(
                    "maxFrameBytes and softQueueBytes are at least 1024, maxFrameBytes at most 256 MiB, hardQueueBytes not less");
        }
        if (coalesceMs < 0 || coalesceMs > MOST_COALESCE_MS) {
            throw new IllegalArgumentException("coalesceMs is not between 0 and " + MOST_COALESCE_MS);
        }
        if (maxRegistrations < 1 || maxRegistrations > 10_000) {
            throw new IllegalArgumentException("maxRegistrations is not between 1 and 10000");
        }
        if (maxFrameMessages < 1 || maxUnreadable < 1) {
            throw new IllegalArgumentException("maxFrameMessages and maxUnreadable are at least 1");
        }
        if (maxCommandsInFlight < 1 || framesPerSecond < 1 || frameBurst < 1) {
            throw new IllegalArgumentException("maxCommandsInFlight, framesPerSecond and frameBurst are at least 1");
        }
        if (pingMs < 100 || heartbeatMs < 100 || sessionMs < 100 || headsMs < 10 || heardMs < 10 || lingerMs < 10) {
            throw new IllegalArgumentException(
                    "pingMs, heartbeatMs, sessionMs, headsMs, heardMs or lingerMs is too short");
        }
    }
}
