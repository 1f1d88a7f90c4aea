package dev.crosstalk.bench.load;

import dev.crosstalk.bus.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The load as a process of its own. It is given the file of a {@link Plan}, says {@code DONE} and its {@link Outcome} when it has
 * measured, and keeps its sockets open until its standard input ends.
 */
public final class LoadProgram {
    public static final String DONE = "DONE ";
    private static final double DRAIN_SECONDS = 20;
    private static final double STALLED_SECONDS = 40;
    private static final double PAUSE_SECONDS = 1;

    private final Plan plan;
    private final Ledger ledger = new Ledger();
    private final Sockets sockets;
    private final Poster poster;
    private final List<Double> connectSeconds = new ArrayList<>();
    private final List<Double> stalledClosedAfter = new ArrayList<>();
    private volatile boolean ended;
    private double seconds;
    private long busyNanos;
    private long receivedBytes;
    private Map<String, Double> cpu = Map.of();

    private LoadProgram(Plan plan) throws IOException {
        this.plan = plan;
        this.sockets = new Sockets(plan, ledger);
        this.poster = new Poster(plan, sockets, ledger);
    }

    public static void main(String[] arguments) throws IOException {
        LoadProgram program = new LoadProgram(Json.read(Files.readString(Path.of(arguments[0])), Plan.class));
        Thread input = new Thread(program::awaitEnd, "input");
        input.setDaemon(true);
        input.start();
        program.run();
    }

    private void awaitEnd() {
        try {
            while (System.in.read() >= 0) {
                // Its end is what is waited for.
            }
        } catch (IOException e) {
            System.err.println("the input is lost: " + e);
        }
        ended = true;
    }

    private void run() throws IOException {
        open();
        if (plan.load().sends()) {
            poster.post(plan.load().warmUpSeconds());
            settle();
        } else {
            sockets.serveWhile(() -> true, plan.load().warmUpSeconds());
        }
        long stalledSince = stall();
        measure();
        settle();
        awaitCutOff(stalledSince);
        System.out.println(DONE + Json.write(outcome()));
        while (!ended) {
            sockets.serve(System.nanoTime() + 100_000_000, false);
        }
        sockets.drop();
    }

    private void open() throws IOException {
        connectSeconds.add(sockets.open());
        for (int i = 0; i < plan.storms(); i++) {
            sockets.drop();
            connectSeconds.add(sockets.open());
        }
    }

    /** What has not come after a while never will. */
    private void settle() throws IOException {
        sockets.serveWhile(() -> !ledger.isSettled(), DRAIN_SECONDS);
        ledger.writeOff();
    }

    private long stall() throws IOException {
        List<Peer> some = stalled();
        some.forEach(Peer::stall);
        if (!some.isEmpty()) {
            poster.leaveOutStalled();
            sockets.serveWhile(() -> true, PAUSE_SECONDS);
        }
        return System.nanoTime();
    }

    private List<Peer> stalled() {
        int all = sockets.peers().size();
        return sockets.peers().subList(all - plan.stalled(), all);
    }

    private void measure() throws IOException {
        ledger.begin();
        Map<String, Double> before = cpuSeconds();
        long waited = sockets.waitedNanos();
        long received = sockets.buffer().received();
        long start = System.nanoTime();
        if (plan.load().sends()) {
            poster.post(plan.load().seconds());
        } else {
            sockets.serveWhile(() -> true, plan.load().seconds());
        }
        long took = System.nanoTime() - start;
        ledger.end();
        receivedBytes = sockets.buffer().received() - received;
        busyNanos = took - (sockets.waitedNanos() - waited);
        seconds = took / 1e9;
        Map<String, Double> spent = new LinkedHashMap<>(cpuSeconds());
        spent.replaceAll((what, after) -> after - before.get(what));
        cpu = spent;
    }

    private Map<String, Double> cpuSeconds() {
        Map<String, Double> now = new LinkedHashMap<>();
        plan.watched().forEach((what, pid) -> now.put(what, Processes.cpuSeconds(pid)));
        now.put(Outcome.LOAD, Processes.cpuSeconds(ProcessHandle.current().pid()));
        now.put(Outcome.MACHINE, Processes.machineCpuSeconds());
        return now;
    }

    /** Posting goes on meanwhile, as nobody who reads nothing is found out by silence. */
    private void awaitCutOff(long since) throws IOException {
        List<Peer> waiting = new ArrayList<>(stalled());
        long end = since + (long) (STALLED_SECONDS * 1e9);
        while (!waiting.isEmpty() && System.nanoTime() < end) {
            waiting.forEach(Peer::probe);
            if (waiting.removeIf(Peer::isClosed)) {
                stalledClosedAfter.add((System.nanoTime() - since) / 1e9);
            }
            poster.post(PAUSE_SECONDS);
        }
    }

    private Outcome outcome() {
        return new Outcome(
                seconds,
                ledger.measured(),
                ledger.deliveries(),
                ledger.missing(),
                ledger.unexpected(),
                ledger.acknowledged(),
                receivedBytes,
                ledger.refused(),
                Outcome.Percentiles.of(ledger.delivery()),
                Outcome.Percentiles.of(ledger.last()),
                Outcome.Percentiles.of(ledger.acknowledgement()),
                cpu,
                busyNanos / 1e9 / seconds,
                sockets.peers().size(),
                Outcome.Percentiles.of(sockets.connectMicros()),
                connectSeconds,
                sockets.closed(),
                stalledClosedAfter);
    }
}
