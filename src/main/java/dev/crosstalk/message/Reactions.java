package dev.crosstalk.message;

import java.util.Map;
import java.util.Set;

/**
 * The reactions of one message.
 *
 * @param kinds those that somebody has
 * @param own those that who asks has
 * @param tried those that who asks has, or has taken back: of each a row stays
 */
public record Reactions(Map<String, Kind> kinds, Set<String> own, Set<String> tried) {
    public static final Reactions NONE = new Reactions(Map.of(), Set.of(), Set.of());

    /** @param firstRev the revision at which the kind came into use */
    public record Kind(int count, long firstRev) {}
}
