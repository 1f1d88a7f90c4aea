package dev.crosstalk.search;

import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.IndexingCommand.Place;
import dev.crosstalk.search.SearchIndex.Found;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;

/** One index of Lucene in a directory of its own. Blocks; one thread at a time changes it. */
final class LuceneGeneration implements AutoCloseable {
    private static final double BUFFER_MB = 16;
    /** What was written and cannot be looked up yet. */
    private static final int MOST_UNSEEN = 50_000;

    private final String name;
    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final Map<Place, Long> unseen = new HashMap<>();

    LuceneGeneration(String name, Path path) throws IOException {
        this.name = name;
        this.directory = FSDirectory.open(path);
        TieredMergePolicy merges = new TieredMergePolicy();
        merges.setForceMergeDeletesPctAllowed(0);
        this.writer = new IndexWriter(
                directory,
                new IndexWriterConfig()
                        .setRAMBufferSizeMB(BUFFER_MB)
                        .setMergePolicy(merges)
                        .setIndexSort(LuceneFields.NEWEST));
        this.searchers = new SearcherManager(writer, null);
    }

    String name() {
        return name;
    }

    /** After an error of the disk it is not: what was committed is there when it is opened anew. */
    boolean isOpen() {
        return writer.isOpen();
    }

    /** @param serving whether it must survive and be found at once; one that is being made is begun anew after a crash */
    void apply(List<IndexChange> changes, boolean serving) throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            Revisions revisions = new Revisions(searcher);
            for (IndexChange change : changes) {
                apply(change, revisions);
            }
        } finally {
            searchers.release(searcher);
        }
        if (serving) {
            complete();
        } else if (unseen.size() > MOST_UNSEEN) {
            refresh();
        }
    }

    /** All that was written survives and is found. */
    void complete() throws IOException {
        writer.commit();
        refresh();
    }

    private void refresh() throws IOException {
        searchers.maybeRefreshBlocking();
        unseen.clear();
    }

    private void apply(IndexChange change, Revisions revisions) throws IOException {
        if (change instanceof IndexChange.Put put) {
            write(put.message().place(), put.message().rev(), LuceneFields.document(put.message()), revisions);
        } else if (change instanceof IndexChange.Gone gone) {
            write(gone.place(), gone.rev(), LuceneFields.tombstone(gone.place(), gone.rev()), revisions);
        } else if (change instanceof IndexChange.Below below) {
            deleteBelow(below.conversation(), below.seq());
        }
    }

    private void write(Place place, long rev, Document document, Revisions revisions) throws IOException {
        Long known = unseen.get(place);
        long before = known == null ? revisions.of(place) : known;
        if (rev > before) {
            writer.updateDocument(LuceneFields.term(place), document);
            unseen.put(place, rev);
        }
    }

    private void deleteBelow(ConversationId conversation, long seq) throws IOException {
        writer.deleteDocuments(new BooleanQuery.Builder()
                .add(LongPoint.newExactQuery(LuceneFields.CONVERSATION, conversation.value()), Occur.FILTER)
                .add(LongPoint.newRangeQuery(LuceneFields.SEQ, 0, seq - 1), Occur.FILTER)
                .build());
        unseen.keySet().removeIf(place -> place.conversation().equals(conversation) && place.seq() < seq);
    }

    /** The revisions that are in an index, by the places of messages. */
    private static final class Revisions {
        private final List<LeafReaderContext> leaves;

        Revisions(IndexSearcher searcher) {
            this.leaves = searcher.getIndexReader().leaves();
        }

        /** @return -1 for what is not there */
        long of(Place place) throws IOException {
            BytesRef term = LuceneFields.term(place).bytes();
            for (LeafReaderContext leaf : leaves) {
                Terms terms = leaf.reader().terms(LuceneFields.PLACE);
                TermsEnum found = terms == null ? null : terms.iterator();
                if (found == null || !found.seekExact(term)) {
                    continue;
                }
                PostingsEnum documents = found.postings(null, PostingsEnum.NONE);
                for (int id = documents.nextDoc(); id != DocIdSetIterator.NO_MORE_DOCS; id = documents.nextDoc()) {
                    if (leaf.reader().getLiveDocs() == null
                            || leaf.reader().getLiveDocs().get(id)) {
                        return value(leaf, LuceneFields.REV, id);
                    }
                }
            }
            return -1;
        }
    }

    private static long value(LeafReaderContext leaf, String field, int document) throws IOException {
        NumericDocValues values = leaf.reader().getNumericDocValues(field);
        return values != null && values.advanceExact(document) ? values.longValue() : -1;
    }

    List<Found> find(IndexQuery query) throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            int documents = searcher.getIndexReader().maxDoc();
            if (documents == 0) {
                return List.of();
            }
            TopFieldCollectorManager collecting = new TopFieldCollectorManager(
                    LuceneFields.NEWEST, query.limit(), behind(query.after(), documents - 1), query.limit());
            List<Found> found = new ArrayList<>();
            for (ScoreDoc hit : searcher.search(LuceneQueries.of(query), collecting).scoreDocs) {
                found.add(found(searcher, hit.doc));
            }
            return found;
        } finally {
            searchers.release(searcher);
        }
    }

    /** All that is equal counts as before it: ids are unique. */
    private static FieldDoc behind(Cursor after, int last) {
        return after == null ? null : new FieldDoc(last, Float.NaN, new Object[] {after.time(), after.id()});
    }

    private static Found found(IndexSearcher searcher, int document) throws IOException {
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            int id = document - leaf.docBase;
            if (id >= 0 && id < leaf.reader().maxDoc()) {
                Place place = new Place(
                        new ConversationId(value(leaf, LuceneFields.CONVERSATION, id)),
                        value(leaf, LuceneFields.SEQ, id));
                Cursor cursor = new Cursor(value(leaf, LuceneFields.TIME, id), value(leaf, LuceneFields.ID, id));
                return new Found(place, value(leaf, LuceneFields.REV, id), cursor);
            }
        }
        throw new IllegalStateException("no such document: " + document);
    }

    /** Writes anew the files that hold something that is gone. */
    void purge() throws IOException {
        writer.forceMergeDeletes(true);
        complete();
        writer.deleteUnusedFiles();
    }

    @Override
    public void close() throws IOException {
        searchers.close();
        writer.close();
        directory.close();
    }
}
