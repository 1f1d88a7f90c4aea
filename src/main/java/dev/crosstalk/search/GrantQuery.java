package dev.crosstalk.search;

import dev.crosstalk.bus.IndexingCommand.Grant;
import dev.crosstalk.bus.IndexingCommand.Place;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;

/**
 * Messages that somebody may see: of these conversations, each from a seq on, perhaps only some of them, and some not. One look for
 * each message, however many conversations there are.
 */
final class GrantQuery extends Query {
    private final Map<Long, Long> from = new HashMap<>();
    private final Map<Long, Set<Long>> only;
    private final Map<Long, Set<Long>> not;

    /** @param only null for all */
    GrantQuery(List<Grant> grants, Set<Place> only, Set<Place> not) {
        grants.forEach(grant -> from.put(grant.conversation().value(), grant.from()));
        this.only = only == null ? null : byConversation(only);
        this.not = byConversation(not);
    }

    private static Map<Long, Set<Long>> byConversation(Set<Place> places) {
        Map<Long, Set<Long>> map = new HashMap<>();
        places.forEach(place -> map.computeIfAbsent(place.conversation().value(), key -> new HashSet<>())
                .add(place.seq()));
        return map;
    }

    private boolean isGranted(Long conversation, NumericDocValues seqs, int document) throws IOException {
        Long lowest = from.get(conversation);
        if (lowest == null || !seqs.advanceExact(document)) {
            return false;
        }
        long seq = seqs.longValue();
        return seq >= lowest
                && (only == null || only.getOrDefault(conversation, Set.of()).contains(seq))
                && !not.getOrDefault(conversation, Set.of()).contains(seq);
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
        return new ConstantScoreWeight(this, boost) {
            @Override
            public Scorer scorer(LeafReaderContext context) throws IOException {
                NumericDocValues conversations = context.reader().getNumericDocValues(LuceneFields.CONVERSATION);
                NumericDocValues seqs = context.reader().getNumericDocValues(LuceneFields.SEQ);
                return conversations == null || seqs == null
                        ? null
                        : new ConstantScoreScorer(this, score(), scoreMode, granted(conversations, seqs));
            }

            @Override
            public boolean isCacheable(LeafReaderContext context) {
                return false;
            }
        };
    }

    private TwoPhaseIterator granted(NumericDocValues conversations, NumericDocValues seqs) {
        return new TwoPhaseIterator(conversations) {
            @Override
            public boolean matches() throws IOException {
                return isGranted(conversations.longValue(), seqs, conversations.docID());
            }

            @Override
            public float matchCost() {
                return 10;
            }
        };
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(String field) {
        return "granted:" + from.size();
    }

    @Override
    public boolean equals(Object other) {
        return sameClassAs(other)
                && from.equals(((GrantQuery) other).from)
                && Objects.equals(only, ((GrantQuery) other).only)
                && not.equals(((GrantQuery) other).not);
    }

    @Override
    public int hashCode() {
        return Objects.hash(from, only, not);
    }
}
