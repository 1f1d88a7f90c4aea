package dev.crosstalk.search;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.IndexingCommand.GetScope;
import dev.crosstalk.bus.IndexingCommand.Place;
import dev.crosstalk.bus.IndexingCommand.Scope;
import dev.crosstalk.bus.IndexingCommand.Show;
import dev.crosstalk.bus.SearchCommand.Hits;
import dev.crosstalk.bus.SearchCommand.Messages;
import dev.crosstalk.search.SearchIndex.Found;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Finds messages: asks the durable stores who may see what now, the index for what there is, and the stores again for how it is now.
 */
final class SearchService {
    private final Bus bus;
    private final SearchIndex index;
    private final int most;
    private final Function<Supplier<Hits>, Future<Hits>> elsewhere;
    private int open;

    /**
     * @param most searches at once
     * @param elsewhere does something that keeps a thread busy
     */
    SearchService(Bus bus, SearchIndex index, int most, Function<Supplier<Hits>, Future<Hits>> elsewhere) {
        this.bus = bus;
        this.index = index;
        this.most = most;
        this.elsewhere = elsewhere;
    }

    Future<Hits> messages(Caller caller, Messages command) {
        if (open >= most) {
            return Future.failedFuture(FailureCode.OVERLOADED.failure());
        }
        List<Clause> clauses = QueryParser.parse(command.q());
        Cursor after = Cursor.parse(command.after());
        open++;
        return bus.request(caller, question(clauses))
                .map(scope -> query(caller, clauses, scope).build(scope.grants(), after, command.limit() + 1))
                .compose(query -> query.isVain()
                        ? Future.succeededFuture(new Hits(List.of(), null))
                        : find(caller, query, command.limit()))
                .onComplete(done -> open--);
    }

    private static GetScope question(List<Clause> clauses) {
        return new GetScope(
                people(clauses).stream().map(Clause.From::person).toList(),
                rooms(clauses).stream().map(Clause.In::room).toList(),
                asks(clauses, Clause.State.PINNED),
                asks(clauses, Clause.State.SAVED));
    }

    private static List<Clause.From> people(List<Clause> clauses) {
        return clauses.stream()
                .filter(Clause.From.class::isInstance)
                .map(Clause.From.class::cast)
                .toList();
    }

    private static List<Clause.In> rooms(List<Clause> clauses) {
        return clauses.stream()
                .filter(Clause.In.class::isInstance)
                .map(Clause.In.class::cast)
                .toList();
    }

    private static boolean asks(List<Clause> clauses, Clause.State state) {
        return clauses.stream().anyMatch(clause -> clause instanceof Clause.Is is && is.state() == state);
    }

    private static IndexQuery.Builder query(Caller caller, List<Clause> clauses, Scope scope) {
        IndexQuery.Builder query = new IndexQuery.Builder().among(scope.hidden(), true);
        int words = 0;
        for (Clause clause : clauses) {
            if (clause instanceof Clause.Word word) {
                words += words(query, Words.sought(word.text()), word);
            } else if (clause instanceof Clause.Phrase phrase) {
                words += words(query, Words.sought(phrase.text()), phrase);
            } else {
                row(query, clause, caller, scope);
                words++;
            }
        }
        if (words == 0) {
            throw FailureCode.BAD_QUERY.because("There is nothing in it that can be looked for.");
        }
        addPeople(query, people(clauses), scope);
        addRooms(query, rooms(clauses), scope);
        return query;
    }

    /** @return 0 for what has no letters: it does not matter beside what has some */
    private static int words(IndexQuery.Builder query, List<Token> tokens, Clause clause) {
        if (tokens.isEmpty()) {
            return 0;
        }
        Sought sought = clause instanceof Clause.Word word
                ? Sought.word(tokens, word.prefix() && !word.negated())
                : Sought.phrase(tokens);
        query.words(sought, clause.negated());
        return 1;
    }

    private static void row(IndexQuery.Builder query, Clause clause, Caller caller, Scope scope) {
        boolean negated = clause.negated();
        if (clause instanceof Clause.Before before) {
            side(query, before.time(), !negated);
        } else if (clause instanceof Clause.After after) {
            side(query, after.time(), negated);
        } else if (clause instanceof Clause.Has has) {
            query.feature(has.feature().name().toLowerCase(Locale.ROOT), negated);
        } else if (clause instanceof Clause.Is is) {
            switch (is.state()) {
                case PINNED -> query.among(scope.pinned(), negated);
                case SAVED -> query.among(scope.saved(), negated);
                case EDITED -> query.feature(IndexedMessage.EDITED, negated);
                case MINE -> query.sender(caller.account(), negated);
            }
        }
    }

    private static void side(IndexQuery.Builder query, long time, boolean before) {
        if (before) {
            query.before(time);
        } else {
            query.since(time);
        }
    }

    private static void addPeople(IndexQuery.Builder query, List<Clause.From> people, Scope scope) {
        for (int i = 0; i < people.size(); i++) {
            Clause.From from = people.get(i);
            String account = scope.people().get(i);
            if (account == null) {
                throw QueryParser.refusal(from.at(), "nobody is called " + from.person() + ".");
            }
            query.sender(AccountId.parse(account), from.negated());
        }
    }

    private static void addRooms(IndexQuery.Builder query, List<Clause.In> rooms, Scope scope) {
        for (int i = 0; i < rooms.size(); i++) {
            Clause.In in = rooms.get(i);
            List<ConversationId> found = scope.rooms().get(i);
            if (found.isEmpty()) {
                throw QueryParser.refusal(in.at(), "you are in no conversation that is called " + in.room() + ".");
            }
            query.rooms(found, in.negated());
        }
    }

    private Future<Hits> find(Caller caller, IndexQuery query, int limit) {
        return index.find(query).compose(found -> {
            List<Found> page = found.subList(0, Math.min(limit, found.size()));
            String next = found.size() > limit ? page.get(limit - 1).cursor().toString() : null;
            List<Place> places = page.stream().map(Found::place).toList();
            return places.isEmpty()
                    ? Future.succeededFuture(new Hits(List.of(), null))
                    : bus.request(caller, new Show(places))
                            .compose(shown -> elsewhere.apply(
                                    () -> new Hits(new HitViews(query, shown.messages()).of(places), next)));
        });
    }
}
