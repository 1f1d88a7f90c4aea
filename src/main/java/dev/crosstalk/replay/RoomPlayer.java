package dev.crosstalk.replay;

import dev.crosstalk.replay.Script.Say;
import dev.crosstalk.replay.Script.Step;
import dev.crosstalk.replay.Script.TakeName;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Plays one room: step by step, each when it is due and the one before it is acknowledged. */
final class RoomPlayer {
    private final Vertx vertx;
    private final Room room;
    private final List<Person> people;
    private final double speed;
    private final Set<Integer> inside = new HashSet<>();
    private final Promise<Void> promise = Promise.promise();
    private long startedAt;

    /** @param speed how many times as fast as the log; infinite for flat out */
    RoomPlayer(Vertx vertx, Room room, List<Person> people, double speed) {
        this.vertx = vertx;
        this.room = room;
        this.people = people;
        this.speed = speed;
    }

    /** Completes after the last step; a step that is refused ends the room and is a violation. */
    Future<Void> play() {
        startedAt = System.nanoTime();
        step(0);
        return promise.future();
    }

    private void step(int number) {
        List<Step> steps = room.script().steps();
        if (number == steps.size()) {
            promise.complete();
            return;
        }
        Step step = steps.get(number);
        due(step)
                .compose(now -> perform(step))
                .onSuccess(done -> step(number + 1))
                .onFailure(error -> {
                    room.violated("ended at step " + (number + 1) + " of " + steps.size() + " (" + step + "): "
                            + error.getMessage());
                    promise.complete();
                });
    }

    private Future<Void> due(Step step) {
        long dueAt = startedAt + (long) (TimeUnit.MILLISECONDS.toNanos(step.at()) / speed);
        long milliseconds = TimeUnit.NANOSECONDS.toMillis(dueAt - System.nanoTime());
        return milliseconds <= 0
                ? Future.succeededFuture()
                : vertx.timer(milliseconds, TimeUnit.MILLISECONDS).mapEmpty();
    }

    private Future<Void> perform(Step step) {
        Person person = people.get(step.person());
        if (step instanceof TakeName rename) {
            return person.takeName(rename.name());
        }
        Say say = (Say) step;
        Future<Void> entered = inside.add(say.person()) ? person.enter(room) : Future.succeededFuture();
        return entered.compose(in -> person.say(room, say.line(), say.text()));
    }
}
