package dev.crosstalk.bridge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one round of a loop sends: sockets that are to get the same frames share a bundle. */
final class Bundles {
    private final Map<List<Frame>, Bundle> round = new HashMap<>();

    Bundle of(List<Frame> frames) {
        return round.computeIfAbsent(frames, Bundle::new);
    }

    /** The round is over. */
    void release() {
        round.values().forEach(Bundle::release);
        round.clear();
    }
}
