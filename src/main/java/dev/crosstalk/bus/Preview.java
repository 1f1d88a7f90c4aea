package dev.crosstalk.bus;

/**
 * The beginning of a message, as a list of conversations shows it.
 *
 * @param text at most {@link #LENGTH} code points; null if the message was deleted
 * @param deleted true if it was deleted, else null
 */
public record Preview(long seq, AccountId sender, String text, long time, Boolean deleted) {
    /** Most code points of a preview. */
    public static final int LENGTH = 120;
}
