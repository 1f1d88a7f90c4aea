package dev.crosstalk.bus;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a member is in a conversation, highest first. */
public enum Role {
    @JsonProperty("owner")
    OWNER,
    /** Keeps order: over members and readers, not over owners and other moderators. */
    @JsonProperty("moderator")
    MODERATOR,
    @JsonProperty("member")
    MEMBER,
    /** Reads, and changes nothing that others see. */
    @JsonProperty("read_only")
    READ_ONLY;

    public boolean outranks(Role other) {
        return compareTo(other) < 0;
    }

    public boolean mayModerate() {
        return outranks(MEMBER);
    }

    /** As stored and on the wire. */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    public static Role of(String text) {
        return valueOf(text.toUpperCase(java.util.Locale.ROOT));
    }
}
