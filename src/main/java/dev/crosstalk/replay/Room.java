package dev.crosstalk.replay;

import dev.crosstalk.bus.Addresses;
import dev.crosstalk.bus.ConversationId;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A room while it is played. Because a line is sent only when the one before it is acknowledged, the message with number
 * {@code seq} must be line {@code seq - 1} of the log, for everybody: that one comparison finds loss, doubles and any other
 * order. Safe for any thread.
 */
final class Room {
    private final int number;
    private final Script script;
    private final String conversation;
    private final LineIds ids;
    private final Violations violations;
    private final AtomicLongArray sentAt;

    Room(int number, Script script, String conversation, LineIds ids, Violations violations) {
        this.number = number;
        this.script = script;
        this.conversation = conversation;
        this.ids = ids;
        this.violations = violations;
        this.sentAt = new AtomicLongArray(script.spokenLines());
    }

    Script script() {
        return script;
    }

    String conversation() {
        return conversation;
    }

    String address() {
        return Addresses.conversation(ConversationId.parse(conversation));
    }

    String clientId(int line) {
        return ids.of(number, line).toString();
    }

    int lines() {
        return sentAt.length();
    }

    /** Notes when the line is sent; a repetition doesn't count. */
    void sending(int line, long nanoTime) {
        sentAt.compareAndSet(line, 0, nanoTime);
    }

    long nanosSince(int line, long nanoTime) {
        return nanoTime - sentAt.get(line);
    }

    /**
     * Judges a message that somebody received.
     *
     * @return the line's number, or {@link LineIds#FOREIGN} if it is no line of this room
     */
    int judge(String receiver, long seq, String clientId) {
        int line = ids.line(number, clientId);
        if (line != seq - 1) {
            String what = line == LineIds.FOREIGN ? "a message that was not said here" : "line " + (line + 1);
            violations.add(script.title() + ": " + receiver + " received " + what + " as number " + seq);
        }
        return line >= 0 && line < lines() ? line : LineIds.FOREIGN;
    }

    void violated(String what) {
        violations.add(script.title() + ": " + what);
    }
}
