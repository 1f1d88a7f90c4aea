package dev.crosstalk.bus;

/** Something that concerns one person, on all devices. */
public sealed interface UserEvent extends Event {

    AccountId account();

    /** @param userRev the account's revision, which this event took */
    record ConversationJoined(AccountId account, long userRev, ConversationId conversation) implements UserEvent {}

    /** @param userRev the account's revision, which this event took */
    record ConversationLeft(AccountId account, long userRev, ConversationId conversation) implements UserEvent {}

    /** A session is over; its sockets are closed. */
    record SessionEnded(AccountId account, SessionId session) implements UserEvent {}
}
