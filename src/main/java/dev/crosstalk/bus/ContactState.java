package dev.crosstalk.bus;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What somebody is to an account. */
public enum ContactState {
    /** Nothing, perhaps not any more. */
    @JsonProperty("none")
    NONE,
    /** Was asked to become a contact and has not answered. */
    @JsonProperty("requested")
    REQUESTED,
    /** Asks to become a contact. */
    @JsonProperty("incoming")
    INCOMING,
    /** A contact. */
    @JsonProperty("accepted")
    ACCEPTED,
    /** Blocked by the account; is not told so. */
    @JsonProperty("blocked")
    BLOCKED;

    /** As stored and on the wire. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ContactState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
