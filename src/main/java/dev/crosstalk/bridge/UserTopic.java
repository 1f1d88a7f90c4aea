package dev.crosstalk.bridge;

import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Bus.Delivery;
import dev.crosstalk.bus.EventTypes;
import dev.crosstalk.bus.UserEvent;

/** What concerns one person. The server listens too: a session that ends takes its sockets with it. */
final class UserTopic extends Topic {
    private static final String SESSION_ENDED = EventTypes.nameOf(UserEvent.SessionEnded.class);

    UserTopic(Bus bus, String address) {
        super(bus, address);
    }

    @Override
    void delivered(Delivery delivery) {
        forward(delivery);
        if (delivery.type().equals(SESSION_ENDED)) {
            UserEvent.SessionEnded ended = delivery.event(UserEvent.SessionEnded.class);
            everyLoop(loop -> loop.sessionEnded(address(), ended.session()));
        }
    }
}
