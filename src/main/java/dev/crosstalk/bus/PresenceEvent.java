package dev.crosstalk.bus;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Whether somebody is here.
 *
 * @param lastActive epoch milliseconds of the last sign of life, or null if that is not known or the person is online
 */
public record PresenceEvent(AccountId account, Status status, Long lastActive) implements Event {

    /** Online means that a device was heard within the last 30 s. */
    public enum Status {
        @JsonProperty("online")
        ONLINE,
        @JsonProperty("offline")
        OFFLINE
    }
}
