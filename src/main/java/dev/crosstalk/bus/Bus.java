package dev.crosstalk.bus;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The typed event bus: commands to services, events to whoever listens.
 *
 * <p>Bodies are JSON texts, so that a local subscriber gets them without a copy and services of any language read them. Who
 * asks, the verb, and an event's {@code rev} travel as headers, so that nobody must parse a body to route it.
 */
public final class Bus {
    private static final Logger LOG = LoggerFactory.getLogger(Bus.class);
    private static final String VERB = "verb";
    private static final String REV = "rev";
    private static final String TYPE = "type";
    private static final long TIMEOUT_MS = 15_000;

    private final EventBus eventBus;
    private final Topology topology;
    private final InFlight inFlight;
    private final Answering answering = new Answering();

    public Bus(Vertx vertx, Topology topology) {
        this.eventBus = vertx.eventBus();
        this.topology = topology;
        this.inFlight = new InFlight(vertx);
        topology.onGone(inFlight::gone);
    }

    public Topology topology() {
        return topology;
    }

    /**
     * Asks the service. Commands that one context sends to one conversation arrive in their order.
     *
     * @param caller who asks, or null for requests of the cluster itself
     * @return the reply, or a {@link Failure}
     */
    public <R> Future<R> request(Caller caller, Command<R> command) {
        CommandType<?, R> type = CommandType.of(command);
        Optional<String> node = command.conversation() == null
                ? topology.any(type.capability())
                : topology.owner(type.capability(), command.conversation());
        return request(caller, type, command, node);
    }

    /** Asks the node to which the key belongs. */
    public <R> Future<R> request(Caller caller, Command<R> command, long key) {
        CommandType<?, R> type = CommandType.of(command);
        return request(caller, type, command, topology.keyed(type.capability(), key));
    }

    private <R> Future<R> request(Caller caller, CommandType<?, R> type, Command<R> command, Optional<String> node) {
        if (node.isEmpty()) {
            return Future.failedFuture(FailureCode.UNAVAILABLE.failure());
        }
        DeliveryOptions options =
                new DeliveryOptions().setSendTimeout(TIMEOUT_MS).addHeader(VERB, type.verb());
        if (caller != null) {
            CallerHeaders.write(caller, options);
        }
        Future<Message<String>> answer =
                eventBus.request(Addresses.service(type.capability(), node.get()), Json.write(command), options);
        boolean here = node.get().equals(topology.self());
        return (here ? answer : inFlight.track(node.get(), answer))
                .map(reply -> Json.read(reply.body(), type.reply()))
                .recover(error -> Future.failedFuture(failure(error)));
    }

    private static Failure failure(Throwable error) {
        if (error instanceof ReplyException reply) {
            return switch (reply.failureType()) {
                case NO_HANDLERS -> FailureCode.UNAVAILABLE.failure();
                case TIMEOUT -> FailureCode.OUTCOME_UNKNOWN.failure();
                default -> wireFailure(reply.getMessage());
            };
        }
        return Failure.of(error);
    }

    private static Failure wireFailure(String text) {
        try {
            return Json.read(text, Failure.Wire.class).failure();
        } catch (Failure notOurs) {
            LOG.error("A service failed: {}", text);
            return FailureCode.INTERNAL.failure();
        }
    }

    /**
     * Serves a capability on this node until the handlers' verticle is undeployed. Every request is answered or failed with a
     * code, also when a handler throws.
     *
     * @return when other nodes can reach it
     */
    public Future<Void> serve(String capability, Handlers handlers) {
        MessageConsumer<String> consumer = eventBus.consumer(Addresses.service(capability, topology.self()));
        consumer.handler(message -> answering.track(answer(capability, handlers, message)));
        return consumer.completion().compose(registered -> topology.serving(capability));
    }

    /** @return when this node has answered what it was asked so far */
    public Future<Void> answered() {
        return answering.done();
    }

    /** @return when it is answered, one way or the other */
    private static Future<?> answer(String capability, Handlers handlers, Message<String> message) {
        String verb = String.valueOf(message.headers().get(VERB));
        Optional<CommandType<?, ?>> type = CommandType.of(capability, verb);
        Future<String> reply;
        try {
            reply = handlers.handle(
                    type.orElseThrow(FailureCode.NOT_FOUND::failure),
                    CallerHeaders.read(message.headers()),
                    message.body());
        } catch (RuntimeException e) {
            reply = Future.failedFuture(e);
        }
        return reply.onSuccess(message::reply).onFailure(error -> {
            if (!(error instanceof Failure)) {
                LOG.error("{}.{} failed", capability, verb, error);
            }
            Failure failure = Failure.of(error);
            if (type.isPresent() && !type.get().mayFailWith(failure.code())) {
                LOG.error(
                        "{}.{} answers {}, which its contract does not name",
                        capability,
                        verb,
                        failure.code().code());
            }
            message.fail(failure.code().number(), Json.write(failure.wire()));
        });
    }

    /** Publishes an event to its address. */
    public void publish(Event event) {
        DeliveryOptions options = new DeliveryOptions().addHeader(TYPE, EventTypes.nameOf(event.getClass()));
        long number = Event.number(event);
        if (number > 0) {
            options.addHeader(REV, Long.toString(number));
        }
        eventBus.publish(Addresses.of(event), Json.write(event), options);
    }

    /** Listens to an address on this node; the handler is called on the context of the caller. */
    public Subscription subscribe(String address, Consumer<Delivery> handler) {
        MessageConsumer<String> consumer = eventBus.consumer(address);
        consumer.handler(message -> handler.accept(delivery(address, message)));
        return new Subscription(consumer);
    }

    private static Delivery delivery(String address, Message<String> message) {
        String rev = message.headers().get(REV);
        String type = message.headers().get(TYPE);
        return new Delivery(address, type == null ? "" : type, rev == null ? 0 : Long.parseLong(rev), message.body());
    }

    /** An event as it came: its body is the JSON text. {@code rev} is {@link Event#number}. */
    public record Delivery(String address, String type, long rev, String body) {
        /** The event as the bus would have brought it. */
        public static Delivery of(Event event) {
            return new Delivery(
                    Addresses.of(event), EventTypes.nameOf(event.getClass()), Event.number(event), Json.write(event));
        }

        /** Whether somebody's membership changed, without parsing the body. */
        public boolean isMemberChange() {
            return type.equals(EventTypes.MEMBER);
        }

        public <E extends Event> E event(Class<E> kind) {
            return Json.read(body, kind);
        }
    }

    /** A live registration on the bus. */
    public static final class Subscription {
        private final MessageConsumer<String> consumer;

        private Subscription(MessageConsumer<String> consumer) {
            this.consumer = consumer;
        }

        /** Done when every node of the cluster knows the registration. */
        public Future<Void> completion() {
            Promise<Void> promise = Promise.promise();
            consumer.completion().onComplete(promise);
            return promise.future();
        }

        public Future<Void> unregister() {
            return consumer.unregister();
        }
    }
}
