package dev.crosstalk.bus;

/** News of an application's people: the user-change channel. */
public sealed interface DirectoryEvent extends Event {

    ApplicationId application();

    AccountView account();

    /** Somebody is new. */
    record AccountCreated(ApplicationId application, AccountView account, long time) implements DirectoryEvent {}

    /**
     * Somebody has deleted the account; only its id is left.
     *
     * @param account without its name
     */
    record AccountDeleted(ApplicationId application, AccountView account, long time) implements DirectoryEvent {}

    /** Somebody has another name. */
    record AccountRenamed(ApplicationId application, AccountView account, long time) implements DirectoryEvent {}
}
