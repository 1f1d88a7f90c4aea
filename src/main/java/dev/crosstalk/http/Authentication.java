package dev.crosstalk.http;

import dev.crosstalk.bus.AccountCommand.Authenticated;
import dev.crosstalk.bus.AccountCommand.OpenedSession;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.edge.Authenticator;
import dev.crosstalk.edge.Credential;
import dev.crosstalk.edge.Origins;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** Who asks, for routes: read once a request and kept with it. */
public final class Authentication {
    private static final String KEY = "authenticated";
    /** As long as browsers keep one at the most: when a session ends, the server decides. */
    private static final Duration COOKIE_LIFE = Duration.ofDays(400);

    private final Authenticator authenticator;

    public Authentication(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    Origins origins() {
        return authenticator.origins();
    }

    /** Lets signed-in requests pass. */
    void require(RoutingContext context) {
        authenticator
                .request(context.request())
                .onSuccess(who -> {
                    context.put(KEY, who);
                    context.next();
                })
                .onFailure(context::fail);
    }

    /** Refuses pages of other sites where no sign-in is needed. */
    void requireOwnOrigin(RoutingContext context) {
        if (authenticator.origins().judge(context.request()) == Origins.Verdict.FOREIGN) {
            throw FailureCode.WRONG_ORIGIN.failure();
        }
    }

    Authenticated authenticated(RoutingContext context) {
        return context.get(KEY);
    }

    Caller caller(RoutingContext context) {
        return authenticated(context).caller();
    }

    void setCookie(RoutingContext context, OpenedSession opened) {
        context.response().addCookie(cookie(opened.token()).setMaxAge(COOKIE_LIFE.toSeconds()));
    }

    void clearCookie(RoutingContext context) {
        context.response().addCookie(cookie("").setMaxAge(0));
    }

    private Cookie cookie(String value) {
        return Cookie.cookie(Credential.cookieName(authenticator.secure()), value)
                .setHttpOnly(true)
                .setSecure(authenticator.secure())
                .setSameSite(CookieSameSite.LAX)
                .setPath("/");
    }
}
