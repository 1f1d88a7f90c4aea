package dev.crosstalk.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosstalk.bus.CommandType;
import dev.crosstalk.bus.Json;
import dev.crosstalk.bus.MessageCommand;
import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * What one person has received in one room, kept as the protocol tells clients to: an event whose {@code rev} is known is
 * dropped, the next one is taken, and for a later one the changes in between are asked for first. Lives on the person's
 * event loop.
 */
final class Membership {
    private static final int PAGE = 500;

    private final BridgeClient bridge;
    private final String person;
    private final Room room;
    private final Measurements measurements;
    private long rev;
    private int seq;
    /** The last message of a history that was read at no one revision: it may be newer than what {@link #rev} says. */
    private int loaded;

    private boolean filling;
    private long wanted;

    /**
     * @param rev the room's when the person joined
     * @param seq the number of the room's last message then
     */
    Membership(BridgeClient bridge, String person, Room room, long rev, int seq, Measurements measurements) {
        this.bridge = bridge;
        this.person = person;
        this.room = room;
        this.rev = rev;
        this.seq = seq;
        this.measurements = measurements;
    }

    /**
     * Where somebody stands in a room.
     *
     * @param seq the last message received; all from the joining up to it were
     */
    record Standing(Room room, String person, int seq, boolean filling) {
        boolean isComplete() {
            return seq == room.lines() && !filling;
        }
    }

    Room room() {
        return room;
    }

    Standing standing() {
        return new Standing(room, person, seq, filling);
    }

    void received(Delivery event) {
        if (event.rev == 0) {
            return;
        }
        if (event.rev <= rev) {
            measurements.repeated.increment();
            return;
        }
        if (filling || event.rev > rev + 1) {
            wanted = Math.max(wanted, event.rev);
            if (!filling) {
                measurements.holes.increment();
                fill(Future::succeededFuture);
            }
            return;
        }
        rev = event.rev;
        if ("message".equals(event.type) && event.seq > loaded) {
            measurements.deliveries.increment();
            int line = take(event.seq, event.clientId, event.sender, event.text);
            if (line != LineIds.FOREIGN) {
                measurements.delivered(room.nanosSince(line, System.nanoTime()));
            }
        }
    }

    /** Asks for what is missing, after this first step; live events are held back meanwhile. */
    void fill(Supplier<Future<Void>> first) {
        filling = true;
        first.get()
                .compose(ready -> loadChanges(null))
                .onSuccess(loaded -> filled())
                .onFailure(error -> room.violated(person + " could not catch up: " + error.getMessage()));
    }

    private void filled() {
        if (wanted > rev) {
            fill(Future::succeededFuture);
        } else {
            filling = false;
        }
    }

    private Future<Void> loadChanges(Long upTo) {
        ObjectNode body = Json.object()
                .put("conversation", room.conversation())
                .put("since", rev)
                .put("limit", PAGE);
        if (upTo != null) {
            body.put("upTo", upTo);
        }
        return bridge.ask(CommandType.address(MessageCommand.ListChanges.class), body)
                .compose(page -> {
                    if (!page.path("complete").asBoolean()) {
                        return loadHistory();
                    }
                    page.path("changes").forEach(this::catchUp);
                    rev = Math.max(rev, page.path("next").asLong());
                    return page.path("more").asBoolean()
                            ? loadChanges(page.path("upTo").asLong())
                            : Future.succeededFuture();
                });
    }

    private Future<Void> loadHistory() {
        ObjectNode body = Json.object()
                .put("conversation", room.conversation())
                .put("after", seq)
                .put("limit", PAGE);
        return bridge.ask(CommandType.address(MessageCommand.History.class), body)
                .compose(page -> {
                    page.path("messages").forEach(this::catchUp);
                    rev = Math.max(rev, page.path("rev").asLong());
                    loaded = seq;
                    return seq < page.path("lastSeq").asInt()
                                    && !page.path("messages").isEmpty()
                            ? loadHistory()
                            : Future.succeededFuture();
                });
    }

    private void catchUp(JsonNode event) {
        if (event.path("type").asText("message").equals("message")
                && event.path("rev").asLong() > rev) {
            measurements.caughtUp.increment();
            take(
                    event.path("seq").asLong(),
                    event.path("clientId").asText(),
                    event.path("sender").asText(),
                    event.path("text").asText());
        }
    }

    private int take(long messageSeq, String clientId, String sender, String text) {
        if (messageSeq != seq + 1) {
            room.violated(person + " received number " + messageSeq + " after number " + seq);
        }
        seq = (int) Math.max(seq, messageSeq);
        return room.judge(person, messageSeq, clientId, sender, text);
    }
}
