package dev.crosstalk.account;

import dev.crosstalk.bus.AccountCommand.Authenticated;
import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.SessionId;
import dev.crosstalk.bus.SessionView;

/** A signed-in device; times in epoch milliseconds. */
public record Session(
        SessionId id,
        ApplicationId application,
        AccountView account,
        long userRev,
        String userAgent,
        long createdAt,
        long seenAt,
        long expiresAt) {

    public SessionView view() {
        return new SessionView(id, userAgent, createdAt, seenAt, expiresAt);
    }

    public Authenticated authenticated() {
        return new Authenticated(application, account, id, expiresAt, userRev);
    }
}
