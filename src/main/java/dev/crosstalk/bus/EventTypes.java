package dev.crosstalk.bus;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The names of the event types, as {@link Event} declares them. */
public final class EventTypes {
    /** Somebody became a member or ceased to be one. */
    public static final String MEMBER = nameOf(ConversationEvent.Member.class);

    /** Who came to a conversation and who left it. */
    public static final String HERE = nameOf(HereEvent.class);

    /** What is counted in the line of receipts. */
    private static final Set<String> RECEIPTS = Set.of(nameOf(ReceiptEvent.class), nameOf(ReceiptsWithheld.class));

    /** A conversation is no more. */
    public static final String GONE = nameOf(ConversationEvent.Gone.class);

    private EventTypes() {}

    /** The value of {@code type} in the JSON of that event. */
    public static String nameOf(Class<? extends Event> event) {
        return Names.BY_CLASS.get(event);
    }

    /** Whether events of that type are counted in a conversation's line of receipts. */
    public static boolean isReceipt(String type) {
        return RECEIPTS.contains(type);
    }

    private static final class Names {
        static final Map<Class<?>, String> BY_CLASS = Arrays.stream(
                        Event.class.getAnnotation(JsonSubTypes.class).value())
                .collect(Collectors.toUnmodifiableMap(JsonSubTypes.Type::value, JsonSubTypes.Type::name));
    }
}
