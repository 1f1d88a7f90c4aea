package dev.crosstalk.bench;

import dev.crosstalk.bench.load.Dialects;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The servers that fan out without storing anything, by name. */
final class Contenders implements AutoCloseable {
    private final Map<String, Server> servers = new LinkedHashMap<>();

    private Contenders() {}

    /** Starts those that this machine has; of the others it is said why not. */
    static Contenders start(Bench bench) {
        return start(bench, bench.options().contenders().toArray(new String[0]));
    }

    /** Those alone. */
    static Contenders start(Bench bench, String... names) {
        Contenders contenders = new Contenders();
        for (String name : names) {
            try {
                contenders.servers.put(name, start(name, bench));
            } catch (Unavailable e) {
                bench.report().note(name + " is NOT MEASURED: " + e.getMessage());
            }
        }
        return contenders;
    }

    private static Server start(String name, Bench bench) {
        return switch (name) {
            case "crosstalk" -> OwnProgram.fanOut(bench, Dialects.RAW);
            case "crosstalk-sockjs" -> OwnProgram.fanOut(bench, Dialects.SOCKJS);
            case "stock" -> OwnProgram.stock(bench, Dialects.STOCK_RAW);
            case "stock-sockjs" -> OwnProgram.stock(bench, Dialects.STOCK_SOCKJS);
            case "socket.io" -> SocketIoServer.start(bench);
            default -> throw new IllegalArgumentException(name);
        };
    }

    List<String> names() {
        return List.copyOf(servers.keySet());
    }

    Server get(String name) {
        return servers.get(name);
    }

    @Override
    public void close() {
        servers.values().forEach(Server::close);
    }

    /** Something that is needed is not on this machine. */
    static final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unavailable(String why) {
            super(why);
        }
    }
}
