package dev.crosstalk.bus;

/** Who asks: settled by the edge when a socket opens or a request is authenticated, never taken from a client's words. */
public record Caller(ApplicationId application, AccountId account, SessionId session) {}
