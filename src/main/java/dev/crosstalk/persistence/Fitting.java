package dev.crosstalk.persistence;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;

/** How many of the texts that were asked for are not too much for one answer: a page of the longest would be hundreds of megabytes. */
final class Fitting {
    /** Most bytes of text in one page: little enough for a slow connection to take it before it counts as stuck. */
    static final long PAGE_BYTES = 512 << 10;

    private final Statements reading;

    Fitting(Statements reading) {
        this.reading = reading;
    }

    /**
     * The number of the last text of a page, if some of the texts must be left for the next one.
     *
     * @param number the column of the number
     * @param where all of the statement that comes after the columns
     */
    Future<Optional<Long>> last(String number, String where, List<Object> values) {
        return reading.run("SELECT " + number + " AS number, OCTET_LENGTH(text) AS bytes" + where, values)
                .map(rows -> {
                    long bytes = 0;
                    Optional<Long> last = Optional.empty();
                    for (Row row : rows) {
                        bytes += row.getLong("bytes");
                        if (bytes > PAGE_BYTES && last.isPresent()) {
                            return last;
                        }
                        last = Optional.of(row.getLong("number"));
                    }
                    return Optional.empty();
                });
    }
}
