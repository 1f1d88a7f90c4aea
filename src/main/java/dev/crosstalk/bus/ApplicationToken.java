package dev.crosstalk.bus;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** The name by which an application is asked for: a UUID in its usual writing of 36 characters. It may be replaced; the id may not. */
public record ApplicationToken(UUID value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** @throws Failure {@link FailureCode#BAD_REQUEST} unless it is a UUID; not by its parser alone, which takes {@code 1-1-1-1-1} */
    @JsonCreator
    public static ApplicationToken parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!FORM.matcher(lower).matches()) {
            throw FailureCode.BAD_REQUEST.because("token is not a UUID");
        }
        return new ApplicationToken(UUID.fromString(lower));
    }

    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}
