package dev.crosstalk.http;

import dev.crosstalk.bus.AccountCommand;
import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Password;
import dev.crosstalk.bus.SessionId;
import dev.crosstalk.bus.SessionView;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Signing in and out. */
final class SessionRoutes {
    private static final ApplicationId INSTALLATION = new ApplicationId(1);
    private static final String OPENS =
            "Signs in: 201 for a new guest, 200 by a password. Sets the cookie, unless a token is asked for.";

    private final Bus bus;
    private final Authentication authentication;
    private final SignInLimit signIns;

    SessionRoutes(Bus bus, Authentication authentication, SignInLimit signIns) {
        this.signIns = signIns;
        this.bus = bus;
        this.authentication = authentication;
    }

    void mount(Router router) {
        Operation.of("session.open", OPENS, Operation.Who.EVERYBODY)
                .takes(SignIn.class)
                .gives(Opened.class)
                .fails(
                        FailureCode.NAME_INVALID,
                        FailureCode.NAME_TAKEN,
                        FailureCode.WRONG_PASSWORD,
                        FailureCode.WRONG_ORIGIN)
                .describe(router.post("/v1/session"))
                .handler(this::open);
        Operation.of("session.show", "Who one is.", Operation.Who.SIGNED_IN)
                .gives(Shown.class)
                .describe(router.get("/v1/session"))
                .handler(authentication::require)
                .handler(this::show);
        Operation.of("session.end", "Signs out: ends this session.", Operation.Who.SIGNED_IN)
                .describe(router.delete("/v1/session"))
                .handler(authentication::require)
                .handler(this::end);
    }

    /**
     * What a client says to sign in.
     *
     * @param password for a name that is kept by one
     * @param token true asks for a bearer token
     */
    record SignIn(String name, Password password, Boolean token) {}

    /**
     * Who one is from now on.
     *
     * @param userRev the own revision
     * @param token the bearer token that was asked for, or null
     */
    record Opened(AccountView account, SessionView session, ApplicationId application, long userRev, String token) {
        @Override
        public String toString() {
            return "Opened[account=" + account + "]";
        }
    }

    /**
     * Who asks.
     *
     * @param userRev the own revision
     */
    record Shown(AccountView account, ShownSession session, ApplicationId application, long userRev) {}

    /** The session that asks. */
    record ShownSession(SessionId id, long expiresAt) {}

    private void open(RoutingContext context) {
        authentication.requireOwnOrigin(context);
        String address = context.request().remoteAddress().hostAddress();
        signIns.require(address);
        SignIn signIn = RequestBinder.bind(context, SignIn.class);
        String userAgent = context.request().getHeader(HttpHeaders.USER_AGENT);
        bus.request(
                        null,
                        new AccountCommand.OpenSession(
                                INSTALLATION, signIn.name(), signIn.password(), userAgent, address))
                .onSuccess(opened -> {
                    boolean program = Boolean.TRUE.equals(signIn.token());
                    if (!program) {
                        authentication.setCookie(context, opened);
                    }
                    Answer.value(context, opened.created() ? 201 : 200, opened(opened, program));
                })
                .onFailure(context::fail);
    }

    private static Opened opened(AccountCommand.OpenedSession opened, boolean token) {
        return new Opened(
                opened.account(), opened.session(), INSTALLATION, opened.userRev(), token ? opened.token() : null);
    }

    private void show(RoutingContext context) {
        AccountCommand.Authenticated me = authentication.authenticated(context);
        ShownSession session = new ShownSession(me.session(), me.expiresAt());
        Answer.value(context, 200, new Shown(me.account(), session, me.application(), me.userRev()));
    }

    private void end(RoutingContext context) {
        bus.request(
                        authentication.caller(context),
                        new AccountCommand.EndSession(
                                authentication.caller(context).session()))
                .onSuccess(done -> {
                    authentication.clearCookie(context);
                    Answer.value(context, 204, done);
                })
                .onFailure(context::fail);
    }
}
