package dev.crosstalk.bus;

/**
 * A request to a service, answered with an R or a {@link Failure}. Its constructor refuses what is not of the documented shape.
 *
 * @param <R> the reply
 */
public sealed interface Command<R>
        permits AccountCommand,
                ApplicationCommand,
                ApplicationKeyCommand,
                ChatCommand,
                ContactCommand,
                SearchCommand,
                IndexingCommand,
                ArchiveCommand,
                ConversationCommand,
                InviteCommand,
                MessageCommand,
                StoredMessageCommand,
                ModerationCommand,
                PersonalCommand,
                PositionCommand,
                PresenceCommand,
                SyncCommand,
                RetentionCommand {

    /** The conversation whose shard's owner must do this, or null where any node of the capability may. */
    default ConversationId conversation() {
        return null;
    }
}
