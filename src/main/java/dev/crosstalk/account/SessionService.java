package dev.crosstalk.account;

import dev.crosstalk.bus.AccountCommand.Authenticate;
import dev.crosstalk.bus.AccountCommand.Authenticated;
import dev.crosstalk.bus.AccountCommand.EndSession;
import dev.crosstalk.bus.AccountCommand.RedeemTicket;
import dev.crosstalk.bus.AccountCommand.Sessions;
import dev.crosstalk.bus.AccountCommand.Ticket;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Done;
import dev.crosstalk.bus.EventSink;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.UserEvent;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules of sessions: who a secret belongs to, for how long, and how it ends. */
public final class SessionService {
    private static final Logger LOG = LoggerFactory.getLogger(SessionService.class);
    private static final Duration TICKET_LIFE = Duration.ofSeconds(30);
    /** A session's use is noted no more often: authenticating is a read. */
    private static final Duration NOTED_EVERY = Duration.ofHours(1);

    private final SessionStore store;
    private final AccountRules rules;
    private final Clock clock;
    private final EventSink events;

    public SessionService(SessionStore store, AccountRules rules, Clock clock, EventSink events) {
        this.store = store;
        this.rules = rules;
        this.clock = clock;
        this.events = events;
    }

    public Future<Authenticated> authenticate(Authenticate command) {
        long now = clock.millis();
        return store.find(Token.of(command.token()).hash()).compose(found -> {
            Session session = found.filter(candidate -> candidate.expiresAt() > now)
                    .orElseThrow(FailureCode.NOT_SIGNED_IN::failure);
            if (now - session.seenAt() < NOTED_EVERY.toMillis()) {
                return Future.succeededFuture(session.authenticated());
            }
            long expiresAt = Math.min(
                    now + rules.sessionIdle().toMillis(),
                    session.createdAt() + rules.sessionLife().toMillis());
            Authenticated answer = new Authenticated(
                    session.application(), session.account(), session.id(), expiresAt, session.userRev());
            return store.seen(session, now, expiresAt).map(answer).otherwise(error -> {
                // The next use notes it: nobody is kept out because of it.
                LOG.debug("The use of a session was not noted: {}", error.toString());
                return session.authenticated();
            });
        });
    }

    public Future<Ticket> issueTicket(Caller caller) {
        Token ticket = Token.random();
        long expiresAt = clock.millis() + TICKET_LIFE.toMillis();
        return store.addTicket(ticket.hash(), caller.application(), caller.session(), expiresAt)
                .map(new Ticket(ticket.text(), TICKET_LIFE.toMillis()));
    }

    public Future<Authenticated> redeem(RedeemTicket command) {
        long now = clock.millis();
        return store.redeem(Token.of(command.ticket()).hash(), now)
                .map(found -> found.filter(session -> session.expiresAt() > now)
                        .map(Session::authenticated)
                        .orElseThrow(FailureCode.NOT_SIGNED_IN::failure));
    }

    public Future<Sessions> list(Caller caller) {
        return store.live(caller.account(), clock.millis())
                .map(sessions ->
                        new Sessions(sessions.stream().map(Session::view).toList()));
    }

    public Future<Done> end(Caller caller, EndSession command) {
        return store.end(caller.account(), command.session()).map(ended -> {
            if (!ended) {
                throw FailureCode.NOT_FOUND.failure();
            }
            events.publish(new UserEvent.SessionEnded(caller.account(), command.session()));
            return new Done();
        });
    }

    /** Forgets sessions and tickets that are over. */
    public Future<Void> removeExpired() {
        return store.removeExpired(clock.millis());
    }
}
