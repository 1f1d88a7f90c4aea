package dev.crosstalk.bus;

/**
 * Who may do what in a conversation. In a command, what is null stays as it is.
 *
 * @param post who writes messages; {@code moderators} makes it a room for announcements
 * @param addMembers who adds people
 * @param rename who changes the title
 * @param pin who pins messages
 * @param mentionEveryone who mentions all members at once
 * @param invite who makes invite links
 */
public record Permissions(
        PermissionLevel post,
        PermissionLevel addMembers,
        PermissionLevel rename,
        PermissionLevel pin,
        PermissionLevel mentionEveryone,
        PermissionLevel invite) {

    /** These, and where they say nothing, the others. */
    public Permissions over(Permissions others) {
        return new Permissions(
                or(post, others.post),
                or(addMembers, others.addMembers),
                or(rename, others.rename),
                or(pin, others.pin),
                or(mentionEveryone, others.mentionEveryone),
                or(invite, others.invite));
    }

    private static PermissionLevel or(PermissionLevel level, PermissionLevel other) {
        return level == null ? other : level;
    }
}
