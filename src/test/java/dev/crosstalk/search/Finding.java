package dev.crosstalk.search;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.IndexingCommand.Grant;
import dev.crosstalk.bus.IndexingCommand.Place;
import dev.crosstalk.bus.IndexingCommand.Source;
import dev.crosstalk.bus.MessageId;
import dev.crosstalk.search.SearchIndex.Found;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;

/** Messages in an index, and questions for them. */
final class Finding {
    static final ConversationId KITCHEN = new ConversationId(71);
    static final ConversationId CELLAR = new ConversationId(72);
    static final AccountId ALICE = new AccountId(1);
    static final AccountId BOB = new AccountId(2);
    static final long DAY = TimeUnit.DAYS.toMillis(1);

    private final SearchIndex index;

    Finding(SearchIndex index) {
        this.index = index;
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(60, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer", e);
        }
    }

    /** One of alice's, a day after the one before it. */
    static Source source(ConversationId conversation, long seq, long rev, String text) {
        return source(conversation, seq, rev, ALICE, null, null, text);
    }

    static Source source(
            ConversationId conversation,
            long seq,
            long rev,
            AccountId sender,
            String locale,
            Long replyTo,
            String text) {
        return new Source(
                new ApplicationId(1),
                conversation,
                conversation.value() % 10,
                seq,
                new MessageId(conversation.value() * 1_000_000 + seq),
                rev,
                sender,
                locale,
                seq * DAY,
                rev > 1_000,
                replyTo,
                text);
    }

    static IndexChange put(Source source) {
        return new IndexChange.Put(IndexedMessage.of(source));
    }

    void say(ConversationId conversation, long seq, String text) {
        apply(put(source(conversation, seq, seq, text)));
    }

    void apply(IndexChange... changes) {
        await(index.apply(List.of(changes)));
    }

    /** The seqs of what somebody finds who is in the kitchen and in the cellar, the newest first. */
    List<Long> seqs(String query) {
        return seqs(query, List.of(new Grant(KITCHEN, 1), new Grant(CELLAR, 1)));
    }

    List<Long> seqs(String query, List<Grant> grants) {
        return found(builder(query).build(grants, null, 100)).stream()
                .map(found -> found.place().seq())
                .toList();
    }

    List<Found> found(IndexQuery query) {
        return query.isVain() ? List.of() : await(index.find(query));
    }

    /** Words and phrases of a query; operators are the service's. */
    static IndexQuery.Builder builder(String query) {
        IndexQuery.Builder builder = new IndexQuery.Builder();
        for (Clause clause : QueryParser.parse(query)) {
            if (clause instanceof Clause.Word word) {
                builder.words(Sought.word(Words.sought(word.text()), word.prefix()), word.negated());
            } else if (clause instanceof Clause.Phrase phrase) {
                builder.words(Sought.phrase(Words.sought(phrase.text())), phrase.negated());
            }
        }
        return builder;
    }

    static List<Grant> grants() {
        return List.of(new Grant(KITCHEN, 1), new Grant(CELLAR, 1));
    }

    static List<Place> places(ConversationId conversation, long... seqs) {
        return LongStream.of(seqs).mapToObj(seq -> new Place(conversation, seq)).toList();
    }

    /** Many messages at once. */
    void sayAll(ConversationId conversation, long from, long to, String text) {
        List<IndexChange> changes = new ArrayList<>();
        for (long seq = from; seq <= to; seq++) {
            changes.add(put(source(conversation, seq, seq, text)));
        }
        await(index.apply(changes));
    }
}
