package dev.crosstalk.bus;

/**
 * An account as others see it.
 *
 * @param name empty if it was deleted
 * @param contact true in answers to somebody whose contact it is, else null
 * @param deleted true if it was deleted, else null
 */
public record AccountView(AccountId id, String name, Boolean contact, Boolean deleted) {
    public AccountView(AccountId id, String name) {
        this(id, name, null, null);
    }

    public static AccountView deleted(AccountId id) {
        return new AccountView(id, "", null, true);
    }
}
