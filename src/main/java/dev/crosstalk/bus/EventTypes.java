package dev.crosstalk.bus;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** The names of the event types, as {@link Event} declares them. */
public final class EventTypes {
    /** Somebody became a member or ceased to be one. */
    public static final String MEMBER = nameOf(ConversationEvent.Member.class);

    /** Who came to a conversation and who left it. */
    public static final String HERE = nameOf(HereEvent.class);

    /** Somebody has got or read messages. */
    public static final String RECEIPT = nameOf(ReceiptEvent.class);

    /** A conversation is no more. */
    public static final String GONE = nameOf(ConversationEvent.Gone.class);

    private EventTypes() {}

    /** The value of {@code type} in the JSON of that event. */
    public static String nameOf(Class<? extends Event> event) {
        return Names.BY_CLASS.get(event);
    }

    private static final class Names {
        static final Map<Class<?>, String> BY_CLASS = Arrays.stream(
                        Event.class.getAnnotation(JsonSubTypes.class).value())
                .collect(Collectors.toUnmodifiableMap(JsonSubTypes.Type::value, JsonSubTypes.Type::name));
    }
}
