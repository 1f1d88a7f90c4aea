package dev.crosstalk.bus;

/**
 * An account as others see it.
 *
 * @param contact true in answers to somebody whose contact it is, else null
 */
public record AccountView(AccountId id, String name, Boolean contact) {
    public AccountView(AccountId id, String name) {
        this(id, name, null);
    }
}
