package dev.crosstalk.bench.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Posts messages when they are due, or as fast as they are taken. */
final class Poster {
    /** Below this rate each message leaves at its very time; above, those of a millisecond leave together. */
    private static final double EXACT_PER_SECOND = 250;

    private final Plan.Load load;
    private final Sockets sockets;
    private final Ledger ledger;
    private final Plan plan;
    private List<Room> rooms;
    private final List<Plan.Ask> asks;
    private long posted;

    private record Room(String name, List<Integer> members) {}

    Poster(Plan plan, Sockets sockets, Ledger ledger) {
        this.load = plan.load();
        this.sockets = sockets;
        this.ledger = ledger;
        this.asks = plan.asks();
        this.plan = plan;
        this.rooms = rooms(plan.members().size());
    }

    /** From here on the last ones post nothing and hear nothing. */
    void leaveOutStalled() {
        rooms = rooms(plan.members().size() - plan.stalled());
    }

    /** With so many of the members. */
    private List<Room> rooms(int count) {
        List<List<Integer>> members = new ArrayList<>();
        plan.rooms().forEach(room -> members.add(new ArrayList<>()));
        for (int i = 0; i < count; i++) {
            for (int room : plan.members().get(i).rooms()) {
                members.get(room).add(i);
            }
        }
        List<Room> all = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            all.add(new Room(plan.rooms().get(i), members.get(i)));
        }
        return all;
    }

    /** Posts for so long. */
    void post(double seconds) throws IOException {
        if (load.perSecond() > 0) {
            postWhenDue(seconds);
        } else {
            postWhatIsTaken(seconds);
        }
    }

    private void postWhenDue(double seconds) throws IOException {
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        double step = 1e9 / load.perSecond();
        boolean exactly = load.perSecond() <= EXACT_PER_SECOND;
        for (long i = 0; ; ) {
            long due = start + (long) (i * step);
            if (due >= end) {
                break;
            }
            if (due <= System.nanoTime()) {
                send(due);
                i++;
            } else {
                sockets.serve(due, exactly);
            }
            if ((i & 15) == 0) {
                sockets.serve(0, true);
            }
        }
        sockets.serveWhile(() -> true, Math.max(0, (end - System.nanoTime()) / 1e9));
    }

    private void postWhatIsTaken(double seconds) throws IOException {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        long receivers = rooms.stream().mapToLong(room -> room.members().size()).sum();
        long most = load.window() * receivers / rooms.size();
        while (System.nanoTime() < end) {
            for (int i = 0; i < load.window() && ledger.outstanding() < most; i++) {
                send(System.nanoTime());
            }
            sockets.serve(Math.min(end, System.nanoTime() + 10_000_000), false);
        }
    }

    private void send(long due) {
        if (asks.isEmpty()) {
            post(due);
        } else {
            Peer peer = sockets.peers().get((int) (posted % sockets.peers().size()));
            Plan.Ask ask = asks.get((int) (posted++ % asks.size()));
            peer.send(peer.dialect().ask(ask, Marks.text(Marks.REPLY, ledger.sent(due, 0, true))));
        }
    }

    private void post(long due) {
        Room room = rooms.get((int) (posted % rooms.size()));
        int turn = (int) (posted / rooms.size() % room.members().size());
        Peer peer = sockets.peers().get(room.members().get(turn));
        posted++;
        int number = ledger.sent(due, room.members().size(), peer.dialect().answers());
        peer.send(peer.dialect()
                .post(
                        room.name(),
                        Marks.message(number, load.textBytes()),
                        Marks.text(Marks.REPLY, number),
                        number));
    }
}
