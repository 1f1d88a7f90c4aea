package dev.crosstalk.bus;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The kinds of conversation. */
public enum ConversationKind {
    /** Two people; identified by who they are. */
    @JsonProperty("direct")
    DIRECT,
    /** Several people by invitation; identified by who they are until it has a title. */
    @JsonProperty("group")
    GROUP,
    /** Open to everyone of the application. */
    @JsonProperty("room")
    ROOM;

    /** As stored and on the wire. */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    public static ConversationKind of(String text) {
        return valueOf(text.toUpperCase(java.util.Locale.ROOT));
    }
}
