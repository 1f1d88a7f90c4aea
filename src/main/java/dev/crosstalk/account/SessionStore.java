package dev.crosstalk.account;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.SessionId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Durable sessions and tickets, found by the hash of their secret. */
public interface SessionStore {

    /** The session with that token, also if it has expired. */
    Future<Optional<Session>> find(byte[] tokenHash);

    /** Notes that a session was used, and its account with it. */
    Future<Void> seen(Session session, long seenAt, long expiresAt);

    /** Sessions of the account that live after that time, newest first. */
    Future<List<Session>> live(AccountId account, long now);

    /** @return whether there was such a session of that account */
    Future<Boolean> end(AccountId account, SessionId session);

    Future<Void> addTicket(byte[] ticketHash, ApplicationId application, SessionId session, long expiresAt);

    /** Spends a ticket: of all who try, one gets the session. Empty for the others, and when the ticket has expired. */
    Future<Optional<Session>> redeem(byte[] ticketHash, long now);

    /** Removes sessions and tickets that ended before that time. */
    Future<Void> removeExpired(long before);
}
