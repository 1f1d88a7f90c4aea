package dev.crosstalk.bus;

/** A session as its owner sees it; times in epoch milliseconds. */
public record SessionView(SessionId id, String userAgent, long createdAt, long seenAt, long expiresAt) {}
