package dev.crosstalk.edge;

import dev.crosstalk.bus.AccountCommand.Authenticate;
import dev.crosstalk.bus.AccountCommand.Authenticated;
import dev.crosstalk.bus.AccountCommand.RedeemTicket;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** Settles who a request or a socket is from. The same for every way in. */
public final class Authenticator {
    private final Bus bus;
    private final Origins origins;
    private final boolean secure;

    public Authenticator(Bus bus, Origins origins, boolean secure) {
        this.bus = bus;
        this.origins = origins;
        this.secure = secure;
    }

    public boolean secure() {
        return secure;
    }

    public Origins origins() {
        return origins;
    }

    /**
     * Who sent an HTTP request.
     *
     * @return {@link FailureCode#WRONG_ORIGIN} for another site's page, and for a cookie without an origin of ours where the
     *     method changes something; {@link FailureCode#NOT_SIGNED_IN}
     */
    public Future<Authenticated> request(HttpServerRequest request) {
        boolean safe =
                request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
        return Credential.of(request, secure) instanceof Credential.Ticket
                ? Future.failedFuture(FailureCode.NOT_SIGNED_IN.failure())
                : settle(request, safe);
    }

    /** Who opens a socket: as {@link #request}, but tickets count, and a cookie always needs an origin of ours. */
    public Future<Authenticated> socket(HttpServerRequest request) {
        return settle(request, false);
    }

    private Future<Authenticated> settle(HttpServerRequest request, boolean cookieAlone) {
        Origins.Verdict origin = origins.judge(request);
        if (origin == Origins.Verdict.FOREIGN) {
            return Future.failedFuture(FailureCode.WRONG_ORIGIN.failure());
        }
        Credential credential = Credential.of(request, secure);
        if (credential instanceof Credential.Ticket ticket) {
            return bus.request(null, new RedeemTicket(ticket.value()));
        }
        if (credential instanceof Credential.Bearer bearer) {
            return bus.request(null, new Authenticate(bearer.token()));
        }
        if (credential instanceof Credential.SessionCookie cookie) {
            return origin == Origins.Verdict.OURS || cookieAlone
                    ? bus.request(null, new Authenticate(cookie.token()))
                    : Future.failedFuture(FailureCode.WRONG_ORIGIN.failure());
        }
        return Future.failedFuture(FailureCode.NOT_SIGNED_IN.failure());
    }
}
