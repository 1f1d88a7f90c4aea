package dev.crosstalk.bus;

/** Where events go once they are durable; {@link Bus#publish} is the one of a node. */
@FunctionalInterface
public interface EventSink {
    void publish(Event event);
}
