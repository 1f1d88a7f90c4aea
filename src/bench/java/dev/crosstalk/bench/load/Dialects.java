package dev.crosstalk.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** The protocols by name. */
public final class Dialects {
    public static final String RAW = "raw";
    public static final String SOCKJS = "sockjs";
    public static final String STOCK_RAW = "stock-raw";
    public static final String STOCK_SOCKJS = "stock-sockjs";
    public static final String SOCKET_IO = "socket.io";

    private static final String SESSION = "/bus/000/b";
    private static final String RUN =
            String.format("%08x", ThreadLocalRandom.current().nextInt());

    private Dialects() {}

    static Dialect of(String name, int number, Plan.Member member, List<String> rooms) {
        return switch (name) {
            case RAW -> new Crosstalk(member, rooms, "/bus/websocket", new Raw());
            case SOCKJS -> new Crosstalk(member, rooms, SESSION + number + "/websocket", new SockJs());
            case STOCK_RAW -> new StockBridge(rooms, "/bus/websocket", new Raw());
            case STOCK_SOCKJS -> new StockBridge(rooms, SESSION + number + "/websocket", new SockJs());
            case SOCKET_IO -> new SocketIo(rooms);
            default -> throw new IllegalArgumentException("unknown dialect " + name);
        };
    }

    /** How JSON frames are put into WebSocket texts. */
    sealed interface Framing {
        String frame(String json);

        /** Whether it waits to be greeted. */
        boolean isGreeted();
    }

    private record Raw() implements Framing {
        @Override
        public String frame(String json) {
            return json;
        }

        @Override
        public boolean isGreeted() {
            return false;
        }
    }

    private record SockJs() implements Framing {
        @Override
        public String frame(String json) {
            return "[\"" + json.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
        }

        @Override
        public boolean isGreeted() {
            return true;
        }
    }

    /** The frames of the event bus bridge. */
    private abstract static class EventBus implements Dialect {
        private final String path;
        final List<String> rooms;
        final Framing framing;

        EventBus(List<String> rooms, String path, Framing framing) {
            this.rooms = rooms;
            this.path = path;
            this.framing = framing;
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public final void opened(Peer peer) {
            if (!framing.isGreeted()) {
                join(peer);
            }
        }

        @Override
        public final void said(Peer peer, byte[] bytes, int from, int to) {
            if (framing.isGreeted() && bytes[from] == 'o') {
                join(peer);
            } else {
                heard(peer, bytes, from, to);
            }
        }

        abstract void join(Peer peer);

        void heard(Peer peer, byte[] bytes, int from, int to) {}
    }

    private static final class Crosstalk extends EventBus {
        private final Plan.Member member;
        private int confirmed;

        Crosstalk(Plan.Member member, List<String> rooms, String path, Framing framing) {
            super(rooms, path, framing);
            this.member = member;
        }

        @Override
        public String headers() {
            return "Authorization: Bearer " + member.token() + "\r\n";
        }

        @Override
        void join(Peer peer) {
            for (String room : rooms) {
                peer.send(framing.frame(
                        "{\"type\":\"register\",\"address\":\"" + address(room) + "\",\"headers\":{\"ack\":\"true\"}}"));
            }
            if (rooms.isEmpty()) {
                peer.ready();
            }
        }

        @Override
        void heard(Peer peer, byte[] bytes, int from, int to) {
            if (confirmed < rooms.size()) {
                confirmed += Marks.count(bytes, from, to, "registered");
                if (Marks.count(bytes, from, to, "failureCode") > 0) {
                    peer.failed(new String(bytes, from, to - from, StandardCharsets.UTF_8));
                } else if (confirmed == rooms.size()) {
                    peer.ready();
                }
            }
        }

        @Override
        public String post(String room, String text, String reply, long number) {
            String clientId = RUN + "-0000-4000-8000-" + String.format("%012x", number);
            String body = "{\"conversation\":\"" + room + "\",\"text\":\"" + text + "\",\"clientId\":\"" + clientId + "\"}";
            return ask(new Plan.Ask("cmd.message.post", body), reply);
        }

        @Override
        public String ask(Plan.Ask ask, String reply) {
            return framing.frame("{\"type\":\"send\",\"address\":\"" + ask.address() + "\",\"replyAddress\":\"" + reply
                    + "\",\"body\":" + ask.body() + "}");
        }

        private static String address(String room) {
            return "conversation." + room;
        }
    }

    private static final class StockBridge extends EventBus {
        StockBridge(List<String> rooms, String path, Framing framing) {
            super(rooms, path, framing);
        }

        @Override
        void join(Peer peer) {
            rooms.forEach(room ->
                    peer.send(framing.frame("{\"type\":\"register\",\"address\":\"" + room + "\",\"headers\":{}}")));
            // It confirms nothing; warming up shows whether all hear.
            peer.ready();
        }

        @Override
        public String post(String room, String text, String reply, long number) {
            return framing.frame("{\"type\":\"publish\",\"address\":\"" + room
                    + "\",\"headers\":{},\"body\":{\"type\":\"message\",\"text\":\"" + text + "\"}}");
        }

        @Override
        public boolean answers() {
            return false;
        }

        @Override
        public String signOfLife() {
            return framing.frame("{\"type\":\"ping\"}");
        }
    }

    /** Engine.IO 4 and Socket.IO 5, as texts: the first digit is the one's type, the second the other's. */
    private record SocketIo(List<String> rooms) implements Dialect {
        @Override
        public String path() {
            return "/socket.io/?EIO=4&transport=websocket";
        }

        @Override
        public void opened(Peer peer) {
            // The server speaks first.
        }

        @Override
        public void said(Peer peer, byte[] bytes, int from, int to) {
            if (bytes[from] == '0') {
                peer.send("40");
            } else if (bytes[from] == '2') {
                peer.send("3");
            } else if (to - from > 1 && bytes[from] == '4' && bytes[from + 1] == '0') {
                rooms.forEach(room -> peer.send("42[\"join\",\"" + room + "\"]"));
                peer.ready();
            }
        }

        @Override
        public String post(String room, String text, String reply, long number) {
            return "42[\"post\",\"" + room + "\",\"" + text + "\"]";
        }

        @Override
        public boolean answers() {
            return false;
        }
    }
}
