package dev.crosstalk.replay;

import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClientOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Plays a play on nodes, from the first sign-in to the last check. Made for one run. */
final class Replay {
    private static final int SIGNING_IN_AT_ONCE = 32;
    private static final int CONNECTING_AT_ONCE = 64;
    private static final int CHECKING_AT_ONCE = 4;
    private static final int MAX_MESSAGE_BYTES = 64 << 20;
    private static final int MAX_NAME_ATTEMPTS = 1000;

    private final ReplayOptions options;
    private final Play play;
    private final ProgressBar progress;
    private final Measurements measurements = new Measurements();
    private final Violations violations = new Violations();
    private final LineIds ids = new LineIds(UUID.randomUUID());
    private final Stage stage;
    private final List<EventLoop> eventLoops;
    private final List<Person> people = new ArrayList<>();
    private final List<Room> rooms = new ArrayList<>();
    private double playSeconds;

    /** Where some of the people live, and the reader of frames that they share. */
    record EventLoop(Context context, Delivery delivery) {}

    Replay(Vertx vertx, List<Context> contexts, ReplayOptions options, Play play, ProgressBar progress) {
        this.options = options;
        this.play = play;
        this.progress = progress;
        this.eventLoops = contexts.stream()
                .map(context -> new EventLoop(context, new Delivery()))
                .toList();
        this.stage = new Stage(
                vertx,
                options.nodes(),
                vertx.createWebSocketClient(new WebSocketClientOptions()
                        .setMaxConnections(Integer.MAX_VALUE)
                        .setMaxFrameSize(MAX_MESSAGE_BYTES)
                        .setMaxMessageSize(MAX_MESSAGE_BYTES)),
                new HttpApi(vertx),
                new Persistently(vertx, options.patienceSeconds(), measurements.repetitions),
                measurements,
                violations);
    }

    /** Fails only when the play could not be begun; what goes wrong later is in the report. */
    Future<ReplayReport> run() {
        return signInAll()
                .compose(signedIn -> connectAll())
                .compose(connected -> createRooms())
                .compose(created -> playAll())
                .compose(played -> new SocketCheck(stage, people, options.patienceSeconds()).run())
                .compose(settled -> checkHistories())
                .compose(checked -> InParallel.forEach(
                        people.size(),
                        CONNECTING_AT_ONCE,
                        number -> people.get(number).leave()))
                .map(left -> ReplayReport.of(options, play, measurements, violations, playSeconds));
    }

    private Future<Void> signInAll() {
        int count = play.people().size();
        AtomicInteger done = new AtomicInteger();
        AtomicReferenceArray<Person> signedIn = new AtomicReferenceArray<>(count);
        ProgressBar.Phase phase = progress.start("signing in", count, done::get);
        return InParallel.forEach(
                        count,
                        SIGNING_IN_AT_ONCE,
                        number -> signIn(number, 1).<Void>map(person -> {
                            signedIn.set(number, person);
                            done.incrementAndGet();
                            return null;
                        }))
                .onSuccess(all -> {
                    for (int i = 0; i < count; i++) {
                        people.add(signedIn.get(i));
                    }
                })
                .onComplete(all -> phase.close());
    }

    private Future<Person> signIn(int number, int attempt) {
        String name = AccountNames.numbered(play.people().get(number), attempt);
        return stage.persistently()
                .until(() -> stage.http().signIn(stage.node(number), name))
                .map(account -> {
                    EventLoop loop = eventLoops.get(number % eventLoops.size());
                    return new Person(stage, loop.context(), loop.delivery(), number, name, account);
                })
                .recover(error -> {
                    if (error instanceof Failure failure
                            && failure.code() == FailureCode.NAME_TAKEN
                            && attempt < MAX_NAME_ATTEMPTS) {
                        if (attempt == 1) {
                            measurements.namesTaken.increment();
                        }
                        return signIn(number, attempt + 1);
                    }
                    return Future.failedFuture(error);
                });
    }

    private Future<Void> connectAll() {
        AtomicInteger done = new AtomicInteger();
        ProgressBar.Phase phase = progress.start("connecting", people.size(), done::get);
        return InParallel.forEach(
                        people.size(),
                        CONNECTING_AT_ONCE,
                        number -> people.get(number).connect().onSuccess(connected -> done.incrementAndGet()))
                .onComplete(all -> phase.close());
    }

    private Future<Void> createRooms() {
        List<Script> spoken = play.scripts().stream()
                .filter(script -> script.spokenLines() > 0)
                .toList();
        return InParallel.forEach(spoken.size(), 1, number -> createRoom(number, spoken.get(number)));
    }

    private Future<Void> createRoom(int number, Script script) {
        int founder = script.speakers().get(0);
        String clientId = UUID.randomUUID().toString();
        String token = people.get(founder).account().token();
        return stage.persistently()
                .until(() -> stage.http().createRoom(stage.node(founder), token, script.title(), clientId))
                .map(conversation -> {
                    rooms.add(new Room(number, script, conversation, lines(script), ids, violations));
                    return null;
                });
    }

    private List<Room.Line> lines(Script script) {
        return script.lines().stream()
                .map(say -> new Room.Line(people.get(say.person()).account().account(), say.text()))
                .toList();
    }

    private Future<Void> playAll() {
        long startedAt = System.nanoTime();
        ProgressBar.Phase phase = progress.start("playing", play.spokenLines(), measurements.posts::sum);
        return InParallel.forEach(
                        rooms.size(),
                        rooms.size(),
                        number -> new RoomPlayer(stage.vertx(), rooms.get(number), people, options.speed()).play())
                .onComplete(all -> {
                    playSeconds = (System.nanoTime() - startedAt) / (double) TimeUnit.SECONDS.toNanos(1);
                    phase.close();
                });
    }

    private String tokenOfMember(Room room) {
        return people.get(room.script().speakers().get(0)).account().token();
    }

    private Future<Void> checkHistories() {
        int nodes = options.nodes().size();
        AtomicInteger done = new AtomicInteger();
        ProgressBar.Phase phase = progress.start("checking", (long) nodes * rooms.size(), done::get);
        return InParallel.forEach(
                        nodes * rooms.size(),
                        CHECKING_AT_ONCE,
                        number -> new HistoryCheck(
                                        stage,
                                        stage.node(number % nodes),
                                        rooms.get(number / nodes),
                                        tokenOfMember(rooms.get(number / nodes)))
                                .run()
                                .onSuccess(checked -> done.incrementAndGet()))
                .recover(error -> {
                    violations.add("the histories could not be read: " + error.getMessage());
                    return Future.succeededFuture();
                })
                .onComplete(all -> phase.close());
    }
}
