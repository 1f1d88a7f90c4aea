package dev.crosstalk.bus;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How one gets into a conversation. */
public enum JoinPolicy {
    /** Everyone of the application sees it and may enter: rooms alone. */
    @JsonProperty("open")
    OPEN,
    /** Who is added or holds an invite; to everyone else it does not exist. */
    @JsonProperty("invite")
    INVITE;

    /** As stored and on the wire. */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    public static JoinPolicy of(String text) {
        return valueOf(text.toUpperCase(java.util.Locale.ROOT));
    }
}
