package dev.crosstalk.bus;

import com.fasterxml.jackson.annotation.JsonProperty;

/** From which role on something is permitted. */
public enum PermissionLevel {
    /** Every member but those who only read. */
    @JsonProperty("everyone")
    EVERYONE(Role.MEMBER),
    @JsonProperty("moderators")
    MODERATORS(Role.MODERATOR),
    @JsonProperty("owners")
    OWNERS(Role.OWNER);

    private final Role least;

    PermissionLevel(Role least) {
        this.least = least;
    }

    public boolean permits(Role role) {
        return !least.outranks(role);
    }
}
