package dev.crosstalk.bench.load;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;

/** All sockets of the load and the one loop that serves them. */
final class Sockets implements Peer.Loop {
    private static final long SIGN_OF_LIFE_NANOS = 5_000_000_000L;
    private static final long PATIENCE_NANOS = 120_000_000_000L;
    private static final long SPIN_NANOS = 1_500_000;

    private final Plan plan;
    private final Ledger ledger;
    private final Selector selector = Selector.open();
    private final ReadBuffer buffer = new ReadBuffer();
    private final List<Peer> peers = new ArrayList<>();
    private final Histogram connect = new Histogram(600_000_000, 3);
    private final Map<Integer, Integer> closed = new TreeMap<>();
    private final int reading;
    private int ready;
    private int started;
    private long waitedNanos;
    private long nextSignOfLife = System.nanoTime() + SIGN_OF_LIFE_NANOS;

    Sockets(Plan plan, Ledger ledger) throws IOException {
        this.plan = plan;
        this.ledger = ledger;
        this.reading = plan.members().size() - plan.stalled();
    }

    List<Peer> peers() {
        return peers;
    }

    Histogram connectMicros() {
        return connect;
    }

    Map<Integer, Integer> closed() {
        return closed;
    }

    /** How long the loop had nothing to do. */
    long waitedNanos() {
        return waitedNanos;
    }

    /** Opens all, so many at once. @return seconds */
    double open() throws IOException {
        long start = System.nanoTime();
        ready = 0;
        started = 0;
        peers.clear();
        while (ready < plan.members().size()) {
            while (started < plan.members().size() && started - ready < plan.connecting()) {
                peers.add(peer(started++));
            }
            serve(System.nanoTime() + 100_000_000, false);
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException(ready + " of " + plan.members().size() + " sockets are open");
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private Peer peer(int number) throws IOException {
        Plan.Member member = plan.members().get(number);
        List<String> rooms = member.rooms().stream().map(plan.rooms()::get).toList();
        Dialect dialect = Dialects.of(plan.dialect(), number, member, rooms);
        return new Peer(this, selector, dialect, number, member.port(), number >= reading);
    }

    /** Drops all without a word. */
    void drop() {
        peers.forEach(Peer::close);
    }

    /**
     * Serves the sockets until there was something to do or it is time.
     *
     * @param exactly whether to wait spinning in the end
     */
    void serve(long until, boolean exactly) throws IOException {
        long before = System.nanoTime();
        long left = until - before;
        if (left <= 0 || (exactly && left < SPIN_NANOS)) {
            selector.selectNow();
        } else {
            selector.select(Math.max(1, (left - (exactly ? SPIN_NANOS : 0)) / 1_000_000));
        }
        waitedNanos += System.nanoTime() - before;
        for (var key : selector.selectedKeys()) {
            ((Peer) key.attachment()).selected();
        }
        selector.selectedKeys().clear();
        signOfLife(before);
    }

    void serveWhile(BooleanSupplier condition, double seconds) throws IOException {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (condition.getAsBoolean() && System.nanoTime() < end) {
            serve(Math.min(end, System.nanoTime() + 10_000_000), false);
        }
    }

    private void signOfLife(long now) {
        if (now < nextSignOfLife) {
            return;
        }
        nextSignOfLife = now + SIGN_OF_LIFE_NANOS;
        for (Peer peer : peers) {
            String sign = peer.dialect().signOfLife();
            if (sign != null && peer.isReady()) {
                peer.send(sign);
            }
        }
    }

    @Override
    public void ready(Peer peer, long nanosSinceStart) {
        ready++;
        connect.recordValue(Math.min(600_000_000, nanosSinceStart / 1000));
    }

    @Override
    public void closed(Peer peer, int code) {
        closed.merge(code, 1, Integer::sum);
        if (ready < plan.members().size()) {
            failed("socket " + peer.number() + " was closed with " + code);
        }
    }

    @Override
    public void failed(String why) {
        throw new IllegalStateException(why);
    }

    @Override
    public Marks.Sink sink() {
        return ledger;
    }

    @Override
    public ReadBuffer buffer() {
        return buffer;
    }
}
