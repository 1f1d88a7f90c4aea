package dev.crosstalk.conversation;

import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.conversation.ConversationStore.Position;

/** A position in a list by latest message, as clients carry it from page to page: {@code TIME-ID}. */
final class Cursor {
    private Cursor() {}

    static String text(Position position) {
        return position.lastTime() + "-" + position.conversation();
    }

    /** @return null for null */
    static Position parse(String text) {
        if (text == null) {
            return null;
        }
        int dash = text.indexOf('-');
        try {
            return new Position(
                    Long.parseLong(text.substring(0, Math.max(dash, 0))),
                    ConversationId.parse(text.substring(dash + 1)));
        } catch (NumberFormatException e) {
            throw FailureCode.BAD_REQUEST.because("after is not the next of a page");
        }
    }
}
