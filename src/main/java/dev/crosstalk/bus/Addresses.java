package dev.crosstalk.bus;

/**
 * Every address of the event bus. The first token names the audience; permissions are derived from it.
 *
 * <table>
 * <caption>Addresses</caption>
 * <tr><th>address</th><th>who</th><th>what</th></tr>
 * <tr><td>{@code svc.<capability>.<node>}</td><td>node to node, never bridged</td><td>request and reply</td></tr>
 * <tr><td>{@code cmd.<capability>.<verb>}</td><td>a client may send, never publish</td><td>command</td></tr>
 * <tr><td>{@code conversation.<id>}</td><td>members may subscribe</td><td>{@link ConversationEvent}, {@link HereEvent}</td></tr>
 * <tr><td>{@code user.<id>}</td><td>that user only</td><td>{@link UserEvent}</td></tr>
 * <tr><td>{@code presence.<id>}</td><td>who shares a conversation</td><td>{@link PresenceEvent}</td></tr>
 * <tr><td>{@code directory.<application>}</td><td>its signed-in users</td><td>{@link DirectoryEvent}</td></tr>
 * <tr><td>{@code app.<token>.<name>}</td><td>holders of the application's key</td><td>the application's own</td></tr>
 * </table>
 */
public final class Addresses {
    private static final String SERVICE = "svc.";
    private static final String COMMAND = "cmd.";
    private static final String CONVERSATION = "conversation.";
    private static final String USER = "user.";
    private static final String PRESENCE = "presence.";
    private static final String DIRECTORY = "directory.";
    private static final int MAX_LENGTH = 200;

    private Addresses() {}

    public static String service(String capability, String node) {
        return SERVICE + capability + "." + node;
    }

    public static String command(String capability, String verb) {
        return COMMAND + capability + "." + verb;
    }

    public static String conversation(ConversationId id) {
        return CONVERSATION + id;
    }

    public static String user(AccountId id) {
        return USER + id;
    }

    public static String presence(AccountId id) {
        return PRESENCE + id;
    }

    public static String directory(ApplicationId id) {
        return DIRECTORY + id;
    }

    /** Where an event is published. */
    public static String of(Event event) {
        if (event instanceof ConversationEvent conversation) {
            return conversation(conversation.conversation());
        }
        if (event instanceof ReceiptsEvent receipt) {
            return conversation(receipt.conversation());
        }
        if (event instanceof UserEvent user) {
            return user(user.account());
        }
        if (event instanceof DirectoryEvent directory) {
            return directory(directory.application());
        }
        if (event instanceof HereEvent here) {
            return conversation(here.conversation());
        }
        if (event instanceof PresenceLimited limited) {
            return presence(limited.account());
        }
        return presence(((PresenceEvent) event).account());
    }

    /**
     * What an address that came from a client is about.
     *
     * @return the target, or {@link Target.Unknown} for everything that no client may name, however it is spelled
     */
    public static Target parse(String address) {
        if (address == null || address.length() > MAX_LENGTH) {
            return new Target.Unknown();
        }
        int dot = address.indexOf('.');
        if (dot < 0) {
            return new Target.Unknown();
        }
        String rest = address.substring(dot + 1);
        return switch (address.substring(0, dot + 1)) {
            case COMMAND ->
                CommandType.ofAddress(address).<Target>map(Target.Command::new).orElseGet(Target.Unknown::new);
            case CONVERSATION -> numbered(rest, id -> new Target.Conversation(new ConversationId(id)));
            case USER -> numbered(rest, id -> new Target.User(new AccountId(id)));
            case PRESENCE -> numbered(rest, id -> new Target.Presence(new AccountId(id)));
            case DIRECTORY -> numbered(rest, id -> new Target.Directory(new ApplicationId(id)));
            default -> new Target.Unknown();
        };
    }

    /** Only the canonical spelling counts, else one topic would have several addresses. */
    private static Target numbered(String digits, java.util.function.LongFunction<Target> target) {
        if (digits.isEmpty() || digits.length() > 19 || digits.charAt(0) == '0') {
            return new Target.Unknown();
        }
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return new Target.Unknown();
            }
        }
        try {
            return target.apply(Long.parseLong(digits));
        } catch (NumberFormatException e) {
            return new Target.Unknown();
        }
    }

    /** What a client's address names. */
    public sealed interface Target {
        record Command(CommandType<?, ?> type) implements Target {}

        record Conversation(ConversationId id) implements Target {}

        record User(AccountId id) implements Target {}

        record Presence(AccountId id) implements Target {}

        record Directory(ApplicationId id) implements Target {}

        record Unknown() implements Target {}
    }
}
