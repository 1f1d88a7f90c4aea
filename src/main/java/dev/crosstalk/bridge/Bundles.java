package dev.crosstalk.bridge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What one round of a loop sends: sockets that are to get the same frames share a bundle. */
final class Bundles {
    /** What has been encoded and may be shared; of a round that sends more, the beginning is encoded again if it must. */
    private static final long MOST_BYTES = 4 << 20;

    private final Map<List<Frame>, Bundle> round = new HashMap<>();
    private long bytes;

    /** Lets somebody write a bundle of these frames. */
    <T> T with(List<Frame> frames, Function<Bundle, T> writing) {
        Bundle bundle = round.computeIfAbsent(frames, Bundle::new);
        int before = bundle.encodedBytes();
        try {
            return writing.apply(bundle);
        } finally {
            bytes += bundle.encodedBytes() - before;
            if (bytes > MOST_BYTES) {
                release();
            }
        }
    }

    /** The round is over. What is being written stays until it is. */
    void release() {
        round.values().forEach(Bundle::release);
        round.clear();
        bytes = 0;
    }
}
