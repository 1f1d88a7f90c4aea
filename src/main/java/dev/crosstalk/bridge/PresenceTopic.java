package dev.crosstalk.bridge;

import dev.crosstalk.bus.Bus;

/** Somebody's presence: the next event makes a lost one good, so a slow reader does without. */
final class PresenceTopic extends Topic {
    PresenceTopic(Bus bus, String address) {
        super(bus, address);
    }

    @Override
    Frame frame(String type, String text) {
        return Frame.ephemeral(text);
    }
}
