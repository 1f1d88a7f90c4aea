package dev.crosstalk.bench;

import java.util.Map;

/** A server that is measured, in processes of its own. */
interface Server extends AutoCloseable {
    String SERVER = "server";

    /** The protocol, a name of {@link dev.crosstalk.bench.load.Dialects}. */
    String dialect();

    /** Its processes by what they are; the one that holds the sockets is {@link #SERVER}. */
    Map<String, Long> processes();

    /** Prepares members and rooms. */
    Crowd crowd(Shape shape);

    @Override
    void close();
}
