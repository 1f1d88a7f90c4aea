package dev.crosstalk.persistence;

import dev.crosstalk.account.Name;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.IndexingCommand.GetScope;
import dev.crosstalk.bus.IndexingCommand.Grant;
import dev.crosstalk.bus.IndexingCommand.Place;
import dev.crosstalk.bus.IndexingCommand.Scope;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** What somebody may find now, and what the words of the query stand for: a fixed number of statements. */
final class ScopeRows {
    private static final int MOST_PLACES = 10_000;
    private static final String ME = "me";

    private final Statements reading;
    private final Caller caller;

    ScopeRows(Statements reading, Caller caller) {
        this.reading = reading;
        this.caller = caller;
    }

    /** A conversation of the caller's. @param titleKey null if it has no title */
    private record Own(Grant grant, String titleKey) {
        long id() {
            return grant.conversation().value();
        }
    }

    private record People(Map<String, Long> byKey, Map<Long, Long> direct) {}

    Future<Scope> scope(GetScope asked) {
        Future<List<Own>> own = own();
        Future<People> people = people(asked);
        Future<List<Place>> hidden = places(
                "SELECT conversation_id, seq FROM hidden WHERE account_id = ? ORDER BY user_rev DESC LIMIT ?", true);
        Future<List<Place>> pinned = places(
                "SELECT p.conversation_id, p.seq FROM member m JOIN pin p ON p.conversation_id = m.conversation_id"
                        + " WHERE m.account_id = ? AND m.active = 1 LIMIT ?",
                asked.pinned());
        Future<List<Place>> saved = places(
                "SELECT conversation_id, seq FROM saved WHERE account_id = ? AND active = 1 ORDER BY user_rev DESC LIMIT ?",
                asked.saved());
        return Future.all(own, people, hidden, pinned, saved)
                .map(all -> new Scope(
                        own.result().stream().map(Own::grant).toList(),
                        asked.people().stream()
                                .map(text -> account(people.result(), text))
                                .toList(),
                        asked.rooms().stream()
                                .map(text -> rooms(own.result(), people.result(), text))
                                .toList(),
                        hidden.result(),
                        pinned.result(),
                        saved.result()));
    }

    private Future<List<Own>> own() {
        return reading.list(
                "SELECT c.id, c.first_seq, c.title_key, m.joined_seq FROM member m JOIN conversation c"
                        + " ON c.id = m.conversation_id WHERE m.account_id = ? AND m.active = 1 AND c.application_id = ?",
                List.of(caller.account().value(), caller.application().value()),
                ScopeRows::own);
    }

    private static Own own(Row row) {
        long from = Math.max(row.getLong("first_seq"), row.getLong("joined_seq") + 1);
        return new Own(new Grant(new ConversationId(row.getLong("id")), from), row.getString("title_key"));
    }

    private Future<List<Place>> places(String sql, boolean wanted) {
        return wanted
                ? reading.list(
                        sql,
                        List.of(caller.account().value(), MOST_PLACES),
                        row -> new Place(new ConversationId(row.getLong("conversation_id")), row.getLong("seq")))
                : Future.succeededFuture(List.of());
    }

    /** Of the names and ids that are asked for, and of the direct conversations with these people. */
    private Future<People> people(GetScope asked) {
        Set<String> words = new LinkedHashSet<>();
        Stream.concat(asked.people().stream(), asked.rooms().stream())
                .map(ScopeRows::bare)
                .forEach(words::add);
        if (words.isEmpty()) {
            return Future.succeededFuture(new People(Map.of(), Map.of()));
        }
        return accounts(words)
                .compose(found -> (asked.rooms().isEmpty()
                                ? Future.succeededFuture(Map.<Long, Long>of())
                                : direct(found.values()))
                        .map(direct -> new People(found, direct)));
    }

    private Future<Map<String, Long>> accounts(Set<String> words) {
        List<String> keys = Marks.padded(words.stream().map(Name::key).toList());
        List<Long> ids = Marks.padded(
                words.stream().map(ScopeRows::number).filter(Objects::nonNull).toList());
        List<Object> values = new ArrayList<>(List.of(caller.application().value()));
        values.addAll(keys);
        values.addAll(ids);
        String sql = "SELECT id, name_key FROM account WHERE application_id = ? AND (name_key IN ("
                + Marks.list(keys.size()) + ")" + (ids.isEmpty() ? "" : " OR id IN (" + Marks.list(ids.size()) + ")")
                + ")";
        return reading.run(sql, values).map(rows -> {
            Map<String, Long> found = new HashMap<>();
            for (Row row : rows) {
                long id = row.getLong("id");
                found.putIfAbsent(Long.toString(id), id);
                if (row.getString("name_key") != null) {
                    found.put(row.getString("name_key"), id);
                }
            }
            return found;
        });
    }

    private Future<Map<Long, Long>> direct(java.util.Collection<Long> accounts) {
        if (accounts.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        List<Object> values = new ArrayList<>(List.of(caller.account().value()));
        List<Long> asked = Marks.padded(accounts);
        values.addAll(asked);
        String sql = "SELECT o.account_id, c.id FROM member o JOIN member m ON m.conversation_id = o.conversation_id"
                + " AND m.account_id = ? AND m.active = 1 JOIN conversation c ON c.id = o.conversation_id"
                + " WHERE o.account_id IN (" + Marks.list(asked.size())
                + ") AND c.kind = 'direct' AND (o.account_id <> m.account_id OR c.member_count = 1)";
        return reading.run(sql, values).map(rows -> {
            Map<Long, Long> found = new HashMap<>();
            rows.forEach(row -> found.put(row.getLong("account_id"), row.getLong("id")));
            return found;
        });
    }

    private static String bare(String word) {
        return word.startsWith("@") ? word.substring(1) : word;
    }

    private static Long number(String word) {
        return word.matches("[1-9][0-9]{0,17}") ? Long.valueOf(word) : null;
    }

    private String account(People people, String word) {
        if (word.equals(ME)) {
            return caller.account().toString();
        }
        Long id = people.byKey().get(Name.key(bare(word)));
        return id == null ? null : id.toString();
    }

    /** Those with that id; else with that title, or one that begins so, or that contains it; else the direct one with somebody. */
    private List<ConversationId> rooms(List<Own> own, People people, String word) {
        String key = Name.key(word);
        Long number = number(word);
        Long account = people.byKey().get(Name.key(bare(word)));
        Long direct = account == null ? null : people.direct().get(account);
        return Stream.<java.util.function.Predicate<Own>>of(
                        room -> Objects.equals(number, room.id()),
                        room -> key.equals(room.titleKey()),
                        room -> room.titleKey() != null && room.titleKey().startsWith(key),
                        room -> room.titleKey() != null && room.titleKey().contains(key),
                        room -> Objects.equals(direct, room.id()))
                .map(rule -> own.stream()
                        .filter(rule)
                        .map(room -> room.grant().conversation())
                        .toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }
}
