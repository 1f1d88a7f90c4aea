package dev.crosstalk.bus;

/** Something that concerns one person, on all devices. */
public sealed interface UserEvent extends Event {

    AccountId account();

    /** The account's revision, which this event took; 0 for what is not counted. */
    default long userRev() {
        return 0;
    }

    /**
     * The own place in a conversation as it is now.
     *
     * @param member whether the account is a member
     * @param role null if it is not
     * @param position null if it is not
     */
    record Membership(
            AccountId account, long userRev, ConversationId conversation, boolean member, Role role, Position position)
            implements UserEvent {}

    /** The account has deleted a message for itself alone. */
    record MessageHidden(AccountId account, long userRev, ConversationId conversation, long seq) implements UserEvent {}

    /**
     * What one is writing in a conversation, as it is now.
     *
     * @param text empty if there is none any more
     * @param other what another device had written meanwhile, or null
     */
    record Draft(
            AccountId account,
            long userRev,
            ConversationId conversation,
            String text,
            Long replyTo,
            String other,
            long time)
            implements UserEvent {}

    /**
     * A message that oneself keeps at hand, or no more.
     *
     * @param saved whether the message is kept at hand
     */
    record Saved(AccountId account, long userRev, ConversationId conversation, long seq, boolean saved, long time)
            implements UserEvent {}

    /** A session is over; its sockets are closed. */
    record SessionEnded(AccountId account, SessionId session) implements UserEvent {}

    /** The account has set something; {@code value} is a truth value or a text. */
    record SettingChanged(AccountId account, long userRev, Setting name, Object value) implements UserEvent {}

    /**
     * Somebody is something else to the account from now on.
     *
     * @param time epoch milliseconds since when it is so
     */
    record ContactChanged(AccountId account, long userRev, AccountView other, ContactState state, long time)
            implements UserEvent {}
}
