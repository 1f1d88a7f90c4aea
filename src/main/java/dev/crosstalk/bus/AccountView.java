package dev.crosstalk.bus;

/** An account as others see it. */
public record AccountView(AccountId id, String name) {}
