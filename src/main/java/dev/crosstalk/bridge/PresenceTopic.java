package dev.crosstalk.bridge;

import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Bus.Delivery;
import dev.crosstalk.bus.EventTypes;
import dev.crosstalk.bus.PresenceLimited;

/** Somebody's presence: the next event makes a lost one good, so a slow reader does without. */
final class PresenceTopic extends Topic {
    private static final String LIMITED = EventTypes.nameOf(PresenceLimited.class);

    PresenceTopic(Bus bus, String address) {
        super(bus, address);
    }

    @Override
    void delivered(Delivery delivery) {
        if (delivery.type().equals(LIMITED)) {
            everyLoop(loop -> loop.askAgain(address()));
        } else {
            forward(delivery);
        }
    }

    @Override
    Frame frame(String type, String text) {
        return Frame.ephemeral(text);
    }
}
