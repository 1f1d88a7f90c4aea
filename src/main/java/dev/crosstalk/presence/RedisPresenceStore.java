package dev.crosstalk.presence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.PresenceEvent;
import dev.crosstalk.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The presence of a cluster, in Redis 6.2 or newer. Times are those of Redis, so that the clocks of nodes do not matter.
 *
 * <table>
 * <caption>Keys; the braces keep them in one slot of a Redis Cluster</caption>
 * <tr><th>key</th><th>type</th><th>content</th></tr>
 * <tr><td>{@code {presence}:heard}</td><td>sorted set</td><td>account → when it was last heard, epoch milliseconds. Nobody is
 *     removed: it is also the "last active" of those who are offline</td></tr>
 * <tr><td>{@code {presence}:arrived}</td><td>set</td><td>accounts that came and were not taken for announcement yet</td></tr>
 * <tr><td>{@code {presence}:announcing}</td><td>set</td><td>those that were taken and not announced yet</td></tr>
 * <tr><td>{@code {presence}:swept}</td><td>string</td><td>who was last heard before this moment has been announced offline.
 *     Its absence means that the store has lost its memory</td></tr>
 * </table>
 *
 * <p>An account comes when it is heard after half of {@code offlineAfter} or more: between the question when it was last heard
 * and the note that it is heard now, a sweep may announce it offline, which this repairs. Somebody who was online all the
 * time is then announced online once more, which does no harm.
 */
public final class RedisPresenceStore implements PresenceStore {
    private static final String HEARD = "{presence}:heard";
    private static final String ARRIVED = "{presence}:arrived";
    private static final String ANNOUNCING = "{presence}:announcing";
    private static final String SWEPT = "{presence}:swept";
    private static final int CHUNK = 1_000;
    /** Redis may be asked the time by two nodes that then wait differently long; more than this is a clock set back. */
    private static final long CLOCK_STEP_MS = 5_000;

    private final long offlineAfterMs;
    private final RedisLink link;

    /** Starts to connect; a Redis that is away only delays presence. */
    public RedisPresenceStore(Vertx vertx, PresenceSettings settings) {
        this.offlineAfterMs = settings.offlineAfterMs();
        this.link = new RedisLink(
                vertx,
                settings.store(),
                settings.password() == null ? null : settings.password().reveal(),
                RedisLink.PATIENT_MS);
    }

    @Override
    public Future<Void> heard(Collection<AccountId> accounts) {
        List<AccountId> everyone = List.copyOf(new HashSet<>(accounts));
        if (everyone.isEmpty()) {
            return Future.succeededFuture();
        }
        return lastHeard(everyone).compose(before -> {
            List<AccountId> arrived = new ArrayList<>();
            for (int i = 0; i < everyone.size(); i++) {
                Long last = before.times().get(i);
                if (last == null || last <= before.now() - offlineAfterMs / 2) {
                    arrived.add(everyone.get(i));
                }
            }
            return note(everyone, arrived, before.now());
        });
    }

    /** A delayed note must not make anybody older, hence GT. */
    private Future<Void> note(List<AccountId> everyone, List<AccountId> arrived, long now) {
        List<Request> requests = new ArrayList<>();
        requests.add(Request.cmd(Command.MULTI));
        inChunks(
                arrived, chunk -> requests.add(members(Request.cmd(Command.SADD).arg(ARRIVED), chunk)));
        inChunks(everyone, chunk -> {
            Request add = Request.cmd(Command.ZADD).arg(HEARD).arg("GT");
            chunk.forEach(account -> add.arg(now).arg(account.toString()));
            requests.add(add);
        });
        requests.add(Request.cmd(Command.EXEC));
        return link.batch(requests).mapEmpty();
    }

    @Override
    public Future<Changes> changes(boolean sweep) {
        return link.batch(List.of(
                        Request.cmd(Command.TIME), Request.cmd(Command.GET).arg(SWEPT)))
                .compose(answers -> {
                    long cutoff = milliseconds(answers.get(0)) - offlineAfterMs;
                    Long swept = answers.get(1) == null ? null : answers.get(1).toLong();
                    if (swept != null && swept > cutoff + CLOCK_STEP_MS) {
                        return forget().map(new Changes(Set.of(), sweep ? cutoff : 0, true));
                    }
                    return take(swept == null ? 0 : swept, cutoff, sweep)
                            .map(accounts -> new Changes(accounts, sweep ? cutoff : 0, swept == null));
                });
    }

    /** Redis's clock went back: whoever was heard "later" would stay online until that time comes. */
    private Future<Void> forget() {
        return link.batch(List.of(Request.cmd(Command.DEL)
                        .arg(HEARD)
                        .arg(ARRIVED)
                        .arg(ANNOUNCING)
                        .arg(SWEPT)))
                .mapEmpty();
    }

    private Future<Set<AccountId>> take(long swept, long cutoff, boolean sweep) {
        List<Request> requests = new ArrayList<>(List.of(
                Request.cmd(Command.MULTI),
                Request.cmd(Command.SUNIONSTORE).arg(ANNOUNCING).arg(ANNOUNCING).arg(ARRIVED),
                Request.cmd(Command.DEL).arg(ARRIVED),
                Request.cmd(Command.SMEMBERS).arg(ANNOUNCING)));
        if (sweep) {
            requests.add(heardBetween("(" + swept, Long.toString(cutoff)));
        }
        requests.add(Request.cmd(Command.EXEC));
        return link.batch(requests).map(answers -> {
            Response results = answers.get(answers.size() - 1);
            Set<AccountId> accounts = new HashSet<>();
            for (int i = 2; i < results.size(); i++) {
                results.get(i).forEach(member -> accounts.add(AccountId.parse(member.toString())));
            }
            return accounts;
        });
    }

    @Override
    public Future<Void> announced(Changes changes) {
        List<Request> requests = new ArrayList<>();
        inChunks(
                List.copyOf(changes.accounts()),
                chunk -> requests.add(members(Request.cmd(Command.SREM).arg(ANNOUNCING), chunk)));
        if (changes.sweptTo() > 0) {
            requests.add(Request.cmd(Command.SET).arg(SWEPT).arg(changes.sweptTo()));
        }
        return requests.isEmpty()
                ? Future.succeededFuture()
                : link.batch(requests).mapEmpty();
    }

    @Override
    public Future<List<PresenceEvent>> states(Collection<AccountId> accounts) {
        List<AccountId> asked = List.copyOf(accounts);
        if (asked.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return lastHeard(asked).map(heard -> {
            List<PresenceEvent> states = new ArrayList<>(asked.size());
            for (int i = 0; i < asked.size(); i++) {
                states.add(PresenceStates.of(asked.get(i), heard.times().get(i), heard.now() - offlineAfterMs));
            }
            return states;
        });
    }

    @Override
    public Future<Set<AccountId>> online() {
        return link.batch(List.of(Request.cmd(Command.TIME)))
                .compose(time ->
                        link.batch(List.of(heardBetween("(" + (milliseconds(time.get(0)) - offlineAfterMs), "+inf"))))
                .map(answers -> {
                    Set<AccountId> online = new HashSet<>();
                    answers.get(0).forEach(member -> online.add(AccountId.parse(member.toString())));
                    return online;
                });
    }

    @Override
    public Future<Void> close() {
        return link.close();
    }

    /** When each was last heard, or null, and what time it is. */
    private record LastHeard(long now, List<Long> times) {}

    private Future<LastHeard> lastHeard(List<AccountId> accounts) {
        List<Request> requests = new ArrayList<>();
        requests.add(Request.cmd(Command.TIME));
        inChunks(
                accounts,
                chunk -> requests.add(members(Request.cmd(Command.ZMSCORE).arg(HEARD), chunk)));
        return link.batch(requests).map(answers -> {
            List<Long> times = new ArrayList<>(accounts.size());
            answers.subList(1, answers.size())
                    .forEach(scores -> scores.forEach(score ->
                            times.add(score == null ? null : score.toDouble().longValue())));
            return new LastHeard(milliseconds(answers.get(0)), times);
        });
    }

    private static Request heardBetween(String after, String until) {
        return Request.cmd(Command.ZRANGEBYSCORE).arg(HEARD).arg(after).arg(until);
    }

    private static Request members(Request request, List<AccountId> accounts) {
        accounts.forEach(account -> request.arg(account.toString()));
        return request;
    }

    private static void inChunks(List<AccountId> accounts, Consumer<List<AccountId>> action) {
        for (int i = 0; i < accounts.size(); i += CHUNK) {
            action.accept(accounts.subList(i, Math.min(i + CHUNK, accounts.size())));
        }
    }

    /** TIME answers seconds and microseconds. */
    private static long milliseconds(Response time) {
        return time.get(0).toLong() * 1_000 + time.get(1).toLong() / 1_000;
    }
}
