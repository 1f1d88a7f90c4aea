package dev.crosstalk.bus;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identifies an application (tenant); 1 is the installation's own. A positive 64-bit number; a decimal string in JSON. */
public record ApplicationId(long value) implements Comparable<ApplicationId> {
    public ApplicationId {
        Ids.requirePositive(value);
    }

    @JsonCreator
    public static ApplicationId parse(String text) {
        return new ApplicationId(Ids.parse(text));
    }

    @JsonValue
    @Override
    public String toString() {
        return Long.toString(value);
    }

    @Override
    public int compareTo(ApplicationId other) {
        return Long.compare(value, other.value);
    }
}
