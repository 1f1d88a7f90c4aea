package dev.crosstalk.bus;

/** News of an application's people: the user-change channel. */
public sealed interface DirectoryEvent extends Event {

    ApplicationId application();

    record AccountCreated(ApplicationId application, AccountView account, long time) implements DirectoryEvent {}

    /** @param account without its name */
    record AccountDeleted(ApplicationId application, AccountView account, long time) implements DirectoryEvent {}

    record AccountRenamed(ApplicationId application, AccountView account, long time) implements DirectoryEvent {}
}
