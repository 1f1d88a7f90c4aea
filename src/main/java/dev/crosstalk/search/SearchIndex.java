package dev.crosstalk.search;

import dev.crosstalk.bus.IndexingCommand.Place;
import io.vertx.core.Future;
import java.util.List;

/**
 * An index of messages. What it gives may be some moments late; whoever asks it looks again who may see what.
 *
 * <p>Each message is kept under the revision of its last change: a change that is not newer than what is there does nothing, so that
 * late and doubled work never brings an older text back. At most one index is made anew at a time, beside the one that serves.
 *
 * <p>Everything fails with {@link dev.crosstalk.bus.FailureCode#SEARCH_UNAVAILABLE} while the store does not answer.
 */
interface SearchIndex {

    /** A message that was found. @param rev of the text that was found */
    record Found(Place place, long rev, Cursor cursor) {}

    /** @return the name of the index that serves; null if there is none. May be called again. */
    Future<String> open();

    /** Whether other nodes that have such an index have this one. */
    boolean isShared();

    /**
     * Changes the index that serves, if there is one, and the one that is being made.
     *
     * @return when that survives the end of every process; it is found soon after, within a second as a rule
     */
    Future<Void> apply(List<IndexChange> changes);

    /** @return the newest first, at most as many as the query's limit */
    Future<List<Found>> find(IndexQuery query);

    /** Begins another index, empty. One that was begun and not put in place is dropped. @return its name */
    Future<String> build();

    /** Changes the one that is being made only. */
    Future<Void> fill(List<IndexChange> changes);

    /** Puts the one that was made in the place of the one that serves, which is removed. Nobody sees neither of them. */
    Future<Void> switchOver();

    /** Makes sure that what is gone is gone from the files, too. */
    Future<Void> purge();

    Future<Void> close();
}
