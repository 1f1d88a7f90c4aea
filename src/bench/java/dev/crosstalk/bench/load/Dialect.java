package dev.crosstalk.bench.load;

/** How a server is spoken to. One instance a socket, on the one thread of the load. */
interface Dialect {
    /** Path and query of the request that opens the WebSocket. */
    String path();

    /** Further header lines of it, each with its end of line. */
    default String headers() {
        return "";
    }

    /** The WebSocket is open. */
    void opened(Peer peer);

    /** A text came that has no mark in it. */
    void said(Peer peer, byte[] bytes, int from, int to);

    /**
     * What posts a message.
     *
     * @param reply where its answer is to go, with a mark in it
     */
    String post(String room, String text, String reply, long number);

    /** What sends a command, likewise. */
    default String ask(Plan.Ask ask, String reply) {
        throw new UnsupportedOperationException();
    }

    /** Whether posts are answered. */
    default boolean answers() {
        return true;
    }

    /** What is to be sent every few seconds, or null. */
    default String signOfLife() {
        return null;
    }
}
