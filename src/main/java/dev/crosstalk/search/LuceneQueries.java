package dev.crosstalk.search;

import static org.apache.lucene.search.BooleanClause.Occur.FILTER;
import static org.apache.lucene.search.BooleanClause.Occur.MUST_NOT;
import static org.apache.lucene.search.BooleanClause.Occur.SHOULD;

import dev.crosstalk.bus.AccountId;
import java.util.Set;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexOrDocValuesQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** A query as Lucene has it. */
final class LuceneQueries {
    /** So few conversations are looked up; of more, each message that is found is looked at. */
    private static final int FEW_CONVERSATIONS = 16;

    private LuceneQueries() {}

    static Query of(IndexQuery query) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        query.must().forEach(sought -> all.add(words(sought), FILTER));
        query.mustNot().forEach(sought -> all.add(words(sought), MUST_NOT));
        if (query.senders() != null) {
            all.add(senders(query.senders()), FILTER);
        }
        if (!query.notSenders().isEmpty()) {
            all.add(senders(query.notSenders()), MUST_NOT);
        }
        query.features().forEach(feature -> all.add(feature(feature), FILTER));
        query.notFeatures().forEach(feature -> all.add(feature(feature), MUST_NOT));
        if (query.from() > 0 || query.until() < Long.MAX_VALUE) {
            all.add(time(query.from(), query.until() - 1), FILTER);
        }
        if (query.grants().size() <= FEW_CONVERSATIONS) {
            long[] ids = query.grants().stream()
                    .mapToLong(grant -> grant.conversation().value())
                    .toArray();
            all.add(
                    new IndexOrDocValuesQuery(
                            LongPoint.newSetQuery(LuceneFields.CONVERSATION, ids),
                            NumericDocValuesField.newSlowSetQuery(LuceneFields.CONVERSATION, ids)),
                    FILTER);
        }
        all.add(new GrantQuery(query.grants(), query.only(), query.not()), FILTER);
        return all.build();
    }

    private static Query time(long from, long to) {
        return new IndexOrDocValuesQuery(
                LongPoint.newRangeQuery(LuceneFields.TIME, from, to),
                NumericDocValuesField.newSlowRangeQuery(LuceneFields.TIME, from, to));
    }

    private static Query senders(Set<AccountId> accounts) {
        return new TermInSetQuery(
                LuceneFields.SENDER,
                accounts.stream()
                        .map(account -> new BytesRef(account.toString()))
                        .toList());
    }

    private static Query feature(String feature) {
        return new TermQuery(new Term(LuceneFields.FEATURE, feature));
    }

    private static Query words(Sought sought) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        if (!sought.whole().isEmpty()) {
            all.add(new PhraseQuery(LuceneFields.WORDS, sought.whole().toArray(String[]::new)), FILTER);
        }
        if (sought.prefix()) {
            all.add(new PrefixQuery(new Term(LuceneFields.WORDS, sought.last())), FILTER);
        }
        if (sought.stems().isEmpty()) {
            return all.build();
        }
        BooleanQuery.Builder any = new BooleanQuery.Builder().add(all.build(), SHOULD);
        sought.stems().forEach(stem -> any.add(new TermQuery(new Term(LuceneFields.STEMS, stem)), SHOULD));
        return any.build();
    }
}
