package dev.crosstalk.bench;

import static dev.crosstalk.testing.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.bench.load.Plan;
import dev.crosstalk.testing.Api;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Signs people in at a server and lets them into their rooms, over its API. */
final class Settlers {
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final int AT_ONCE = 32;
    private static final int ATTEMPTS = 60;
    private static final long PAUSE_NANOS = 500_000_000;
    private static final Set<Integer> LATER = Set.of(429, 503);

    private final List<Integer> ports;

    Settlers(List<Integer> ports) {
        this.ports = ports;
    }

    /** Who a member is there. */
    record Settler(int port, String id, String token) {
        Api api() {
            return Api.at(port).as(token);
        }
    }

    Crowd settle(Shape shape) {
        int count = shape.members().size();
        List<Settler> people = signIn(count);
        List<Integer> owners = new ArrayList<>(Collections.nCopies(shape.rooms(), -1));
        for (int i = count - 1; i >= 0; i--) {
            int member = i;
            shape.members().get(i).forEach(room -> owners.set(room, member));
        }
        List<String> rooms = inParallel(
                shape.rooms(), room -> () -> open(people.get(Math.max(0, owners.get(room))), "Room " + room));
        inParallel(count, member -> () -> {
            for (int room : shape.members().get(member)) {
                if (owners.get(room) != member) {
                    Api api = people.get(member).api();
                    accepted(() -> api.put("/v1/conversations/" + rooms.get(room) + "/members/me"));
                }
            }
            return member;
        });
        return new Crowd(
                IntStream.range(0, count)
                        .mapToObj(i -> new Plan.Member(
                                people.get(i).port(),
                                people.get(i).token(),
                                shape.members().get(i)))
                        .toList(),
                rooms);
    }

    List<Settler> signIn(int count) {
        return inParallel(count, i -> () -> newcomer(ports.get(i % ports.size())));
    }

    private static Settler newcomer(int port) {
        JsonNode session = accepted(() -> Api.at(port)
                .post("/v1/session", json("name", "bench" + NAMES.incrementAndGet(), "token", true)));
        return new Settler(
                port,
                session.path("account").path("id").asText(),
                session.path("token").asText());
    }

    static String open(Settler owner, String title) {
        return accepted(() -> owner.api().post("/v1/conversations", json("kind", "room", "title", title)))
                .path("id")
                .asText();
    }

    /** The answer, once the server has time for it; a connection that was kept may have been closed at the same moment. */
    static JsonNode accepted(Supplier<Api.Answer> request) {
        for (int i = 1; ; i++) {
            try {
                Api.Answer answer = request.get();
                if (i == ATTEMPTS || !LATER.contains(answer.status())) {
                    return answer.ok();
                }
            } catch (UncheckedIOException e) {
                if (i == ATTEMPTS) {
                    throw e;
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Each task of a number, so many at a time; their results in order. */
    static <T> List<T> inParallel(int count, java.util.function.IntFunction<Callable<T>> task) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<T> results = new ArrayList<>(count);
            for (Future<T> result : threads.invokeAll(
                    IntStream.range(0, count).mapToObj(task).toList())) {
                results.add(result.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdown();
        }
    }
}
