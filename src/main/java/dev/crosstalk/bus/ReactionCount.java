package dev.crosstalk.bus;

/**
 * A kind of reaction that a message has.
 *
 * @param mine whether the asker is among them
 * @param firstRev the revision at which the kind came into use; kinds are shown in its order
 */
public record ReactionCount(String kind, int count, boolean mine, long firstRev) {}
