package dev.crosstalk.cluster;

import java.util.List;

/**
 * What a node says that it serves.
 *
 * <p>As text the revision, a space, and the capabilities with commas: {@code 3 account,message}; none: {@code 4 }.
 *
 * @param revision counts what this node has said, so that the newer of two is known, whichever is heard first
 */
record Announcement(long revision, List<String> capabilities) {
    Announcement {
        capabilities = List.copyOf(capabilities);
    }

    static Announcement parse(String text) {
        int space = text.indexOf(' ');
        String capabilities = text.substring(space + 1);
        return new Announcement(
                Long.parseLong(text.substring(0, space)),
                capabilities.isEmpty() ? List.of() : List.of(capabilities.split(",")));
    }

    String text() {
        return revision + " " + String.join(",", capabilities);
    }

    /** @param other null if nothing has been heard before */
    boolean isNewerThan(Announcement other) {
        return other == null || revision > other.revision;
    }
}
