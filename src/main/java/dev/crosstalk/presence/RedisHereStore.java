package dev.crosstalk.presence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.HereEvent;
import dev.crosstalk.bus.PresenceCommand.HereChange;
import dev.crosstalk.bus.PresenceCommand.ReportHere;
import dev.crosstalk.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Who is here, in Redis 6.2 or newer, shared by all nodes.
 *
 * <table>
 * <caption>Keys; the braces keep them in one slot of a Redis Cluster</caption>
 * <tr><th>key</th><th>type</th><th>content</th></tr>
 * <tr><td>{@code {here}:lists}</td><td>set</td><td>ids of all lists of which something is stored</td></tr>
 * <tr><td>{@code {here}:LIST}</td><td>string that expires</td><td>number of the list's last report. The list holds while this key
 *     exists</td></tr>
 * <tr><td>{@code {here}:LIST:conversations}</td><td>set</td><td>conversations in which the list has people</td></tr>
 * <tr><td>{@code {here}:LIST:CONVERSATION}</td><td>set</td><td>accounts that are here by that list</td></tr>
 * <tr><td>{@code {here}:changed}</td><td>set</td><td>{@code CONVERSATION:ACCOUNT} of changes that nobody took yet</td></tr>
 * <tr><td>{@code {here}:counting}</td><td>set</td><td>a union that exists only inside of a transaction</td></tr>
 * </table>
 *
 * <p>A list whose key expired never comes back under the same id, so that what is left of it can be deleted at any time, by any
 * node, in several steps.
 */
public final class RedisHereStore implements HereStore {
    private static final String PREFIX = "{here}:";
    private static final String LISTS = PREFIX + "lists";
    private static final String CHANGED = PREFIX + "changed";
    private static final String COUNTING = PREFIX + "counting";
    private static final int CHUNK = 1_000;
    /** Conversations that are worked on in one step, so that only some of what the connection can hold is taken up by it. */
    private static final int AT_ONCE = 500;

    private final long heldForMs;
    private final RedisLink link;

    /** Starts to connect; a Redis that is away only delays the lists. */
    public RedisHereStore(Vertx vertx, PresenceSettings settings) {
        this.heldForMs = settings.offlineAfterMs();
        this.link = new RedisLink(
                vertx,
                settings.store(),
                settings.password() == null ? null : settings.password().reveal(),
                RedisLink.PATIENT_MS);
    }

    private static String number(Object list) {
        return PREFIX + list;
    }

    private static String conversations(Object list) {
        return PREFIX + list + ":conversations";
    }

    private static String people(Object list, Object conversation) {
        return PREFIX + list + ":" + conversation;
    }

    @Override
    public Future<Boolean> report(ReportHere report) {
        return isNext(report)
                .compose(next -> next ? write(report) : Future.succeededFuture(false))
                .compose(written -> written && report.replaces() != null
                        ? link.batch(List.of(Request.cmd(Command.DEL).arg(number(report.replaces()))))
                                .map(true)
                        : Future.succeededFuture(written));
    }

    private Future<Boolean> isNext(ReportHere report) {
        return report.number() == 1
                ? Future.succeededFuture(true)
                : link.batch(List.of(Request.cmd(Command.GET).arg(number(report.list()))))
                        .map(answers -> answers.get(0) != null && answers.get(0).toLong() == report.number() - 1);
    }

    /** The list may expire after it was looked at; a report that would revive it in part does not count, and is cleaned away. */
    private Future<Boolean> write(ReportHere report) {
        List<Request> requests = new ArrayList<>();
        requests.add(Request.cmd(Command.MULTI));
        requests.add(Request.cmd(Command.SADD).arg(LISTS).arg(report.list().toString()));
        report.changes().forEach(change -> write(report, change, requests));
        requests.add(Request.cmd(Command.SET)
                .arg(number(report.list()))
                .arg(report.number())
                .arg("PX")
                .arg(heldForMs)
                .arg(report.number() == 1 ? "NX" : "XX"));
        requests.add(Request.cmd(Command.EXEC));
        return link.batch(requests).map(answers -> {
            Response results = answers.get(answers.size() - 1);
            return results.get(results.size() - 1) != null;
        });
    }

    private static void write(ReportHere report, HereChange change, List<Request> requests) {
        String key = people(report.list(), change.conversation());
        if (!change.came().isEmpty()) {
            requests.add(Request.cmd(Command.SADD)
                    .arg(conversations(report.list()))
                    .arg(change.conversation().toString()));
        }
        inChunks(change.came(), chunk -> {
            requests.add(members(Request.cmd(Command.SADD).arg(key), chunk));
            requests.add(changed(change.conversation().toString(), chunk));
        });
        inChunks(change.left(), chunk -> {
            requests.add(members(Request.cmd(Command.SREM).arg(key), chunk));
            requests.add(changed(change.conversation().toString(), chunk));
        });
    }

    private static Request changed(String conversation, Collection<?> accounts) {
        Request request = Request.cmd(Command.SADD).arg(CHANGED);
        accounts.forEach(account -> request.arg(conversation + ":" + account));
        return request;
    }

    @Override
    public Future<Page> here(ConversationId conversation, AccountId after, int limit) {
        return lists(true).compose(lists -> {
            if (lists.isEmpty()) {
                return Future.succeededFuture(new Page(List.of(), 0));
            }
            Request union = Request.cmd(Command.SUNION);
            lists.forEach(list -> union.arg(people(list, conversation)));
            return link.batch(List.of(union)).map(answers -> page(answers.get(0), after, limit));
        });
    }

    private static Page page(Response everyone, AccountId after, int limit) {
        LongStream ids = everyone.stream()
                .mapToLong(member -> Long.parseLong(member.toString()))
                .filter(id -> after == null || id > after.value());
        return new Page(ids.sorted().limit(limit).mapToObj(AccountId::new).toList(), everyone.size());
    }

    /** The lists that hold, or those that do not any more. */
    private Future<List<String>> lists(boolean held) {
        return link.batch(List.of(Request.cmd(Command.SMEMBERS).arg(LISTS))).compose(answers -> {
            List<String> all = answers.get(0).stream().map(Response::toString).toList();
            if (all.isEmpty()) {
                return Future.succeededFuture(all);
            }
            Request numbers = Request.cmd(Command.MGET);
            all.forEach(list -> numbers.arg(number(list)));
            return link.batch(List.of(numbers)).map(found -> {
                List<String> wanted = new ArrayList<>();
                for (int i = 0; i < all.size(); i++) {
                    if ((found.get(0).get(i) != null) == held) {
                        wanted.add(all.get(i));
                    }
                }
                return wanted;
            });
        });
    }

    @Override
    public Future<Void> clean() {
        return lists(false).compose(ended -> {
            Future<Void> done = Future.succeededFuture();
            for (String list : ended) {
                done = done.compose(last -> clean(list));
            }
            return done;
        });
    }

    private Future<Void> clean(String list) {
        return link.batch(List.of(Request.cmd(Command.SRANDMEMBER)
                        .arg(conversations(list))
                        .arg(AT_ONCE)))
                .compose(answers -> {
                    List<String> some =
                            answers.get(0).stream().map(Response::toString).toList();
                    return some.isEmpty()
                            ? link.batch(List.of(
                                            Request.cmd(Command.SREM).arg(LISTS).arg(list)))
                                    .mapEmpty()
                            : clean(list, some).compose(done -> clean(list));
                });
    }

    private Future<Void> clean(String list, List<String> some) {
        List<Request> read = some.stream()
                .map(conversation -> Request.cmd(Command.SMEMBERS).arg(people(list, conversation)))
                .toList();
        return link.batch(read).compose(answers -> {
            List<Request> requests = new ArrayList<>();
            requests.add(Request.cmd(Command.MULTI));
            Request gone = Request.cmd(Command.SREM).arg(conversations(list));
            for (int i = 0; i < some.size(); i++) {
                String conversation = some.get(i);
                List<String> people =
                        answers.get(i).stream().map(Response::toString).toList();
                inChunks(people, chunk -> requests.add(changed(conversation, chunk)));
                requests.add(Request.cmd(Command.DEL).arg(people(list, conversation)));
                gone.arg(conversation);
            }
            requests.add(gone);
            requests.add(Request.cmd(Command.EXEC));
            return link.batch(requests).mapEmpty();
        });
    }

    @Override
    public Future<List<HereEvent>> takeChanges(int most) {
        return link.batch(List.of(Request.cmd(Command.SPOP).arg(CHANGED).arg(most)))
                .compose(answers -> {
                    Map<String, List<String>> changed = new HashMap<>();
                    for (Response member : answers.get(0)) {
                        String[] parts = member.toString().split(":");
                        changed.computeIfAbsent(parts[0], id -> new ArrayList<>())
                                .add(parts[1]);
                    }
                    return changed.isEmpty()
                            ? Future.succeededFuture(List.of())
                            : lists(true).compose(lists -> events(changed, lists));
                });
    }

    private Future<List<HereEvent>> events(Map<String, List<String>> changed, List<String> lists) {
        List<String> conversations = List.copyOf(changed.keySet());
        Future<List<HereEvent>> events = Future.succeededFuture(new ArrayList<>());
        for (int i = 0; i < conversations.size(); i += AT_ONCE) {
            List<String> some = conversations.subList(i, Math.min(i + AT_ONCE, conversations.size()));
            events = events.compose(all -> Future.all(some.stream()
                            .map(conversation -> event(conversation, changed.get(conversation), lists))
                            .toList())
                    .map(found -> {
                        all.addAll(found.<HereEvent>list());
                        return all;
                    }));
        }
        return events;
    }

    private Future<HereEvent> event(String conversation, List<String> accounts, List<String> lists) {
        List<Request> requests = new ArrayList<>();
        Request union = Request.cmd(Command.SUNIONSTORE).arg(COUNTING).arg(PREFIX + "none");
        lists.forEach(list -> union.arg(people(list, conversation)));
        requests.add(Request.cmd(Command.MULTI));
        requests.add(union);
        inChunks(
                accounts,
                chunk -> requests.add(members(Request.cmd(Command.SMISMEMBER).arg(COUNTING), chunk)));
        requests.add(Request.cmd(Command.DEL).arg(COUNTING));
        requests.add(Request.cmd(Command.EXEC));
        return link.batch(requests).map(answers -> {
            Response results = answers.get(answers.size() - 1);
            List<AccountId> joined = new ArrayList<>();
            List<AccountId> left = new ArrayList<>();
            for (int i = 0; i < accounts.size(); i++) {
                boolean here = results.get(1 + i / CHUNK).get(i % CHUNK).toInteger() == 1;
                (here ? joined : left).add(AccountId.parse(accounts.get(i)));
            }
            return new HereEvent(
                    ConversationId.parse(conversation), results.get(0).toInteger(), joined, left);
        });
    }

    private static Request members(Request request, List<?> members) {
        members.forEach(member -> request.arg(member.toString()));
        return request;
    }

    private static <T> void inChunks(List<T> all, java.util.function.Consumer<List<T>> action) {
        for (int i = 0; i < all.size(); i += CHUNK) {
            action.accept(all.subList(i, Math.min(i + CHUNK, all.size())));
        }
    }

    @Override
    public Future<Void> close() {
        return link.close();
    }
}
