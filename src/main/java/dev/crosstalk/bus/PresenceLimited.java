package dev.crosstalk.bus;

/** Some may not see somebody's presence any more. For hubs, which ask again who may; clients do not get it. */
public record PresenceLimited(AccountId account) implements Event {}
