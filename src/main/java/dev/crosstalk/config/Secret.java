package dev.crosstalk.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A value of the configuration that is never shown: not in logs, not by {@code --print-config}. */
public final class Secret {
    private static final String SHOWN = "***";

    private final String value;

    @JsonCreator
    public Secret(String value) {
        this.value = value;
    }

    /** The value itself, for the one place that needs it. */
    public String reveal() {
        return value;
    }

    @JsonValue
    @Override
    public String toString() {
        return SHOWN;
    }
}
