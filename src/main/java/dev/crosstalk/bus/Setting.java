package dev.crosstalk.bus;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What an account can set for itself, each with the values that it may have. */
public enum Setting {
    /**
     * Whether others see what this account reads from then on, and it sees what they have read; true by default. That something has
     * arrived is told in any case.
     */
    RECEIPTS(Boolean.class, true, value -> true),
    /**
     * Who sees whether this account is here, of those who share a conversation with it or are its contacts: everyone (default),
     * contacts or nobody.
     */
    PRESENCE(String.class, "everyone", Set.of("everyone", "contacts", "nobody")::contains),
    /** The language of the client, as a tag of BCP 47; empty by default. */
    LOCALE(String.class, "", value -> ((String) value).matches("|[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,6}")),
    /** How the client looks: system (default), light or dark. */
    THEME(String.class, "system", Set.of("system", "light", "dark")::contains);

    private final Class<?> type;
    private final Object standard;
    private final Predicate<Object> valid;

    Setting(Class<?> type, Object standard, Predicate<Object> valid) {
        this.type = type;
        this.standard = standard;
        this.valid = valid;
    }

    /** As stored and on the wire. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws Failure {@link FailureCode#BAD_REQUEST} */
    @JsonCreator
    public static Setting of(String text) {
        return find(text).orElseThrow(() -> FailureCode.BAD_REQUEST.because("there is no such setting"));
    }

    /** The setting with that name; empty for one that only another version knows. */
    public static Optional<Setting> find(String text) {
        return Arrays.stream(values())
                .filter(setting -> setting.text().equals(text))
                .findFirst();
    }

    /** The value of who has set nothing. */
    public Object standard() {
        return standard;
    }

    /** @throws Failure {@link FailureCode#BAD_REQUEST} */
    public void require(Object value) {
        if (!type.isInstance(value) || !valid.test(value)) {
            throw FailureCode.BAD_REQUEST.because(text() + " cannot have that value");
        }
    }

    /** A copy of settings with values that they may have. @throws Failure {@link FailureCode#BAD_REQUEST} */
    static Map<Setting, Object> valid(Map<Setting, Object> settings) {
        settings.forEach(Setting::require);
        return Collections.unmodifiableMap(new EnumMap<>(settings));
    }

    /** The value of its stored text. */
    public Object value(String stored) {
        return type == Boolean.class ? Boolean.valueOf(stored) : stored;
    }
}
