package dev.crosstalk.bus;

/**
 * The message that another one answers, as it is now. Only {@code seq} is there if the reader may not see it.
 *
 * @param excerpt the beginning of its text; null of one that was deleted
 * @param deleted true if it was deleted, else null
 */
public record Quote(long seq, AccountId sender, String excerpt, Boolean deleted) {

    /** One of which nothing may be shown. */
    public static Quote of(long seq) {
        return new Quote(seq, null, null, null);
    }
}
