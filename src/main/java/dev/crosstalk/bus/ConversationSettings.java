package dev.crosstalk.bus;

/**
 * What the owners of a conversation have settled about it.
 *
 * @param slowModeSeconds ordinary members post once in so many seconds; 0 as often as they like
 */
public record ConversationSettings(JoinPolicy joinPolicy, Permissions permissions, int slowModeSeconds) {
    /** The most that {@code slowModeSeconds} may be: six hours. */
    public static final int MAX_SLOW_MODE_SECONDS = 21_600;

    private static final Permissions AMONG_FRIENDS = new Permissions(
            PermissionLevel.EVERYONE,
            PermissionLevel.EVERYONE,
            PermissionLevel.EVERYONE,
            PermissionLevel.EVERYONE,
            PermissionLevel.EVERYONE,
            PermissionLevel.MODERATORS);
    private static final Permissions IN_PUBLIC = new Permissions(
            PermissionLevel.EVERYONE,
            PermissionLevel.EVERYONE,
            PermissionLevel.OWNERS,
            PermissionLevel.MODERATORS,
            PermissionLevel.EVERYONE,
            PermissionLevel.MODERATORS);

    /** Those of a new conversation: in groups everyone does nearly everything, rooms have more of an order. */
    public static ConversationSettings of(ConversationKind kind) {
        return kind == ConversationKind.ROOM
                ? new ConversationSettings(JoinPolicy.OPEN, IN_PUBLIC, 0)
                : new ConversationSettings(JoinPolicy.INVITE, AMONG_FRIENDS, 0);
    }

    /** Whether those who are not members know of it. */
    public boolean open() {
        return joinPolicy == JoinPolicy.OPEN;
    }

    /** @param changes what is null in them stays */
    public ConversationSettings with(JoinPolicy policy, Permissions changes, Integer slowMode) {
        return new ConversationSettings(
                policy == null ? joinPolicy : policy,
                changes == null ? permissions : changes.over(permissions),
                slowMode == null ? slowModeSeconds : slowMode);
    }
}
