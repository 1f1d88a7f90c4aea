package dev.crosstalk.http;

import dev.crosstalk.bus.ApplicationCommand;
import dev.crosstalk.bus.ApplicationCommand.Entered;
import dev.crosstalk.bus.ApplicationToken;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.edge.Credential;
import io.vertx.ext.web.RoutingContext;

/**
 * Who may act for an application: who shows its secret, and administrators; where applications are open, everybody. Cookies count for
 * nothing here. Of an application whose secret was not shown it is not told whether it exists.
 */
final class ApplicationAccess {
    private static final String KEY = "application";

    private final Bus bus;
    private final Authentication authentication;
    private final Administrators administrators;
    private final boolean open;

    ApplicationAccess(Bus bus, Authentication authentication, Administrators administrators, boolean open) {
        this.bus = bus;
        this.authentication = authentication;
        this.administrators = administrators;
        this.open = open;
    }

    /** Lets administrators pass; where applications are open, everybody. */
    void requireAll(RoutingContext context) {
        if (open) {
            // Where nothing is shown, a page of somebody else's could make a browser of this network act.
            authentication.requireOwnOrigin(context);
            context.next();
        } else {
            administrators.require(context);
        }
    }

    /** Lets who may act for the application of the path pass. */
    void require(RoutingContext context) {
        if (open) {
            authentication.requireOwnOrigin(context);
            enter(context, null, true);
        } else if (Credential.of(context.request(), true) instanceof Credential.Bearer bearer) {
            enter(context, bearer.token(), administrators.are(bearer));
        } else {
            throw FailureCode.NOT_SIGNED_IN.failure();
        }
    }

    private void enter(RoutingContext context, String secret, boolean trusted) {
        bus.request(null, new ApplicationCommand.Enter(token(context), secret, trusted))
                .onSuccess(entered -> {
                    context.put(KEY, entered);
                    context.next();
                })
                .onFailure(context::fail);
    }

    /** What cannot be a token is none of an application. */
    private static ApplicationToken token(RoutingContext context) {
        try {
            return ApplicationToken.parse(context.pathParam("token"));
        } catch (Failure notOne) {
            throw FailureCode.NOT_FOUND.failure();
        }
    }

    static Entered entered(RoutingContext context) {
        return context.get(KEY);
    }
}
