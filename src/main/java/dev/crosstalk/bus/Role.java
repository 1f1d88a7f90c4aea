package dev.crosstalk.bus;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a member may do in a conversation. */
public enum Role {
    @JsonProperty("owner")
    OWNER,
    @JsonProperty("member")
    MEMBER;

    /** As stored and on the wire. */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    public static Role of(String text) {
        return valueOf(text.toUpperCase(java.util.Locale.ROOT));
    }
}
