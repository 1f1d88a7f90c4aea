package dev.crosstalk.replay;

import dev.crosstalk.bus.Addresses;
import dev.crosstalk.bus.ConversationId;
import java.util.List;
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
    private final List<Line> lines;
    private final AtomicLongArray sentAt;

    /** What is said, and by which account. */
    record Line(String sender, String text) {}

    /** @param lines in their order */
    Room(int number, Script script, String conversation, List<Line> lines, LineIds ids, Violations violations) {
        this.number = number;
        this.script = script;
        this.conversation = conversation;
        this.ids = ids;
        this.violations = violations;
        this.lines = List.copyOf(lines);
        this.sentAt = new AtomicLongArray(lines.size());
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
        return lines.size();
    }

    /** Notes when the line is sent; a repetition doesn't count. */
    void sending(int line, long nanoTime) {
        sentAt.compareAndSet(line, 0, nanoTime);
    }

    long nanosSince(int line, long nanoTime) {
        return nanoTime - sentAt.get(line);
    }

    /**
     * Judges a message that somebody received: its place, its text and its sender.
     *
     * @return the line's number, or {@link LineIds#FOREIGN} if it is no line of this room
     */
    int judge(String receiver, long seq, String clientId, String sender, String text) {
        int line = ids.line(number, clientId);
        if (line != seq - 1) {
            String what = line == LineIds.FOREIGN ? "a message that was not said here" : "line " + (line + 1);
            violations.add(script.title() + ": " + receiver + " received " + what + " as number " + seq);
        }
        if (line < 0 || line >= lines()) {
            return LineIds.FOREIGN;
        }
        if (!lines.get(line).text().equals(text)) {
            violations.add(script.title() + ": " + receiver + " received another text as number " + seq);
        }
        if (!lines.get(line).sender().equals(sender)) {
            violations.add(script.title() + ": " + receiver + " received number " + seq + " from another sender");
        }
        return line;
    }

    void violated(String what) {
        violations.add(script.title() + ": " + what);
    }
}
