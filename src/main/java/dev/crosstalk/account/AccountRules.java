package dev.crosstalk.account;

import java.time.Duration;

/**
 * How long things of accounts last.
 *
 * @param guestIdle after so long without a visit a guest's name is free for others
 * @param sessionIdle a session ends after so long without use
 * @param sessionLife a session ends so long after sign-in
 */
public record AccountRules(Duration guestIdle, Duration sessionIdle, Duration sessionLife) {}
