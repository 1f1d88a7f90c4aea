package dev.crosstalk.conversation;

import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.conversation.ConversationStore.Position;

/** A position in a list by latest message, as clients carry it from page to page: {@code RANK-TIME-ID}. */
final class Cursor {
    private static final int PARTS = 3;

    private Cursor() {}

    static String text(Position position) {
        return position.rank() + "-" + position.lastTime() + "-" + position.conversation();
    }

    /** @return null for null */
    static Position parse(String text) {
        if (text == null) {
            return null;
        }
        String[] parts = text.split("-", PARTS);
        try {
            if (parts.length == PARTS) {
                return new Position(Long.parseLong(parts[0]), Long.parseLong(parts[1]), ConversationId.parse(parts[2]));
            }
        } catch (NumberFormatException e) {
            throw notOurs();
        }
        throw notOurs();
    }

    private static Failure notOurs() {
        return FailureCode.BAD_REQUEST.because("after is not the next of a page");
    }
}
