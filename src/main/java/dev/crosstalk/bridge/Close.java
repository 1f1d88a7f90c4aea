package dev.crosstalk.bridge;

/** Why the server closes a socket. The codes are part of the protocol. */
enum Close {
    /** The client was not heard for too long. */
    SILENT(1001, "not heard"),
    /** What came is not WebSocket. */
    BROKEN(1002, "not WebSocket"),
    /** A text that came is not UTF-8. */
    NOT_UTF8(1007, "not UTF-8"),
    /** An array had more messages than it may. */
    TOO_MANY(1008, "too many messages in a frame"),
    /** Too many frames in a row could not be read. */
    UNREADABLE(1008, "too many frames that cannot be read"),
    /** A frame was larger than a frame may be. */
    TOO_LARGE(1009, "frame too large"),
    /** Something went wrong here: reconnect and sync. */
    FAILED(1011, "internal error"),
    /** The node stops: reconnect, elsewhere. */
    NODE_STOPS(1012, "node stops"),
    /** The reader is too slow: reconnect and sync. */
    TOO_SLOW(1013, "reader too slow"),
    /** The session is over: sign in again. */
    SESSION_ENDED(4001, "session ended"),
    /** Of a room's socket: who it is of belongs to the room no more. */
    EXPELLED(4003, "no member any more");

    private final int code;
    private final String reason;

    Close(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    int code() {
        return code;
    }

    String reason() {
        return reason;
    }

    /** Whether what waits is not to be sent any more: the peer would not read a farewell either, or sending is what failed. */
    boolean isAbrupt() {
        return this == TOO_SLOW || this == SILENT || this == FAILED;
    }
}
