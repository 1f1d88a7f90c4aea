package dev.crosstalk.personal;

/**
 * What somebody is writing, as it is stored.
 *
 * @param other what another device had written meanwhile, or null
 * @param userRev the revision of its last change; 0 if there never was one
 */
public record Draft(String text, Long replyTo, String other, long userRev) {
    public static final Draft NONE = new Draft("", null, null, 0);
}
