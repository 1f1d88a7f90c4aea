package dev.crosstalk.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Loopback ports that nobody listened on a moment ago. Use port 0 instead wherever the server can tell its port;
 * these are for servers in other processes and for configuration files that must name a port beforehand. They lie below those
 * that the system gives to connections, and each JVM that runs tests at the same time has a range of its own, so that nobody
 * else takes one before its server does.
 */
public final class FreePorts {
    private static final int FIRST = 10_000;
    private static final int RANGE = 5_000;
    /** Those of JVMs that the build did not number come first. */
    private static final int RANGES = 4;

    private static final int LOWEST = FIRST + RANGE * (Integer.getInteger("crosstalk.fork", 0) % RANGES);

    private static int next = ThreadLocalRandom.current().nextInt(RANGE);

    private FreePorts() {}

    public static int one() {
        return several(1).get(0);
    }

    /** Distinct ports. */
    public static List<Integer> several(int count) {
        List<Integer> ports = new ArrayList<>();
        while (ports.size() < count) {
            ports.add(next());
        }
        return ports;
    }

    private static synchronized int next() {
        for (int tried = 0; tried < RANGE; tried++) {
            int port = LOWEST + next++ % RANGE;
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port is free from " + LOWEST + " on");
    }

    private static boolean isFree(int port) {
        try (ServerSocket held = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return held.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
