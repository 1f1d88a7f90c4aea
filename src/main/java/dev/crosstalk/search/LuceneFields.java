package dev.crosstalk.search;

import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.IndexingCommand.Place;
import java.util.Iterator;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;

/** The fields of a message in Lucene. Its text is not among them: it is read from the database. */
final class LuceneFields {
    static final String PLACE = "place";
    static final String CONVERSATION = "conversation";
    static final String SEQ = "seq";
    static final String ID = "id";
    static final String TIME = "time";
    static final String REV = "rev";
    static final String SENDER = "sender";
    static final String FEATURE = "feature";
    static final String WORDS = "words";
    static final String STEMS = "stems";

    /** The newest first, in the files, too: so a search ends when it has enough. */
    static final Sort NEWEST =
            new Sort(new SortField(TIME, SortField.Type.LONG, true), new SortField(ID, SortField.Type.LONG, true));

    private static final FieldType WORD_TYPE = new FieldType();
    private static final FieldType STEM_TYPE = new FieldType();

    static {
        WORD_TYPE.setTokenized(true);
        WORD_TYPE.setOmitNorms(true);
        WORD_TYPE.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
        WORD_TYPE.freeze();
        STEM_TYPE.setTokenized(true);
        STEM_TYPE.setOmitNorms(true);
        STEM_TYPE.setIndexOptions(IndexOptions.DOCS);
        STEM_TYPE.freeze();
    }

    private LuceneFields() {}

    static Term term(Place place) {
        return new Term(PLACE, place.toString());
    }

    static Document document(IndexedMessage message) {
        Document document = tombstone(message.place(), message.rev());
        ConversationId conversation = message.source().conversation();
        number(document, CONVERSATION, conversation.value());
        number(document, SEQ, message.source().seq());
        number(document, TIME, message.source().time());
        document.add(new NumericDocValuesField(ID, message.source().id().value()));
        document.add(new StringField(SENDER, message.source().sender().toString(), Field.Store.NO));
        message.features().forEach(feature -> document.add(new StringField(FEATURE, feature, Field.Store.NO)));
        document.add(new Field(WORDS, new Listed(message.words()), WORD_TYPE));
        document.add(new Field(STEMS, new Listed(message.stems()), STEM_TYPE));
        return document;
    }

    /** What is left of a message without text: nothing finds it, and it keeps older texts away. */
    static Document tombstone(Place place, long rev) {
        Document document = new Document();
        document.add(new StringField(PLACE, place.toString(), Field.Store.NO));
        document.add(new NumericDocValuesField(REV, rev));
        return document;
    }

    private static void number(Document document, String name, long value) {
        document.add(new LongPoint(name, value));
        document.add(new NumericDocValuesField(name, value));
    }

    /** Words that are folded already. */
    private static final class Listed extends TokenStream {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final List<String> words;
        private Iterator<String> left;

        Listed(List<String> words) {
            this.words = words;
        }

        @Override
        public void reset() {
            left = words.iterator();
        }

        @Override
        public boolean incrementToken() {
            if (!left.hasNext()) {
                return false;
            }
            clearAttributes();
            term.append(left.next());
            return true;
        }
    }
}
