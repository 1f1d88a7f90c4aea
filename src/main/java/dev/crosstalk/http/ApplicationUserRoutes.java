package dev.crosstalk.http;

import dev.crosstalk.bus.ApplicationCommand;
import dev.crosstalk.bus.ApplicationCommand.Limits;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ApplicationKeyCommand;
import dev.crosstalk.bus.ApplicationKeyCommand.ApplicationKey;
import dev.crosstalk.bus.ApplicationKeyCommand.ApplicationKeys;
import dev.crosstalk.bus.ApplicationKeyCommand.OpenedByToken;
import dev.crosstalk.bus.ApplicationToken;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.Done;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** What an application settles about its own users: the keys by which it signs for them, their sessions, and how much it may have. */
final class ApplicationUserRoutes {
    private static final String ONE = "/v1/applications/:token";
    private static final Map<String, Class<?>> IN_PATH = Map.of("token", String.class);

    private final Bus bus;
    private final ApplicationAccess access;
    private final Administrators administrators;
    private final Authentication authentication;
    private final SignInLimit signIns;

    ApplicationUserRoutes(
            Bus bus,
            ApplicationAccess access,
            Administrators administrators,
            Authentication authentication,
            SignInLimit signIns) {
        this.bus = bus;
        this.access = access;
        this.administrators = administrators;
        this.authentication = authentication;
        this.signIns = signIns;
    }

    void mount(Router router) {
        sessions(router);
        keys(router);
        Operation.of("application.limits", "How much an application may have.", Operation.Who.APPLICATIONS)
                .with(IN_PATH)
                .gives(Limits.class)
                .fails(FailureCode.NOT_FOUND)
                .describe(router.get(ONE + "/limits"))
                .handler(access::require)
                .handler(context -> perform(context, new ApplicationCommand.GetLimits(application(context))));
        Operation.of("application.set-limits", "Says how much it may have.", Operation.Who.ADMINISTRATORS)
                .with(IN_PATH)
                .takes(Limits.class)
                .gives(Limits.class)
                .fails(FailureCode.NOT_FOUND)
                .describe(router.put(ONE + "/limits"))
                .handler(administrators::require)
                .handler(access::require)
                .handler(context -> perform(
                        context,
                        new ApplicationCommand.SetLimits(application(context), Bodies.read(context, Limits.class))));
    }

    private void sessions(Router router) {
        Operation.of(
                        "application.open-session",
                        "Signs in by a token that the application has signed: 201 for a new account. Sets the cookie,"
                                + " unless a token is asked for.",
                        Operation.Who.EVERYBODY)
                .with(IN_PATH)
                .takes(SignedIn.class)
                .gives(SessionRoutes.Opened.class)
                .fails(FailureCode.TOKEN_REFUSED, FailureCode.LIMIT_REACHED, FailureCode.WRONG_ORIGIN)
                .describe(router.post(ONE + "/sessions"))
                .handler(this::open);
        Operation.of("application.end-sessions", "Signs a user out everywhere.", Operation.Who.APPLICATIONS)
                .with(Map.of("token", String.class, "subject", String.class))
                .fails(FailureCode.NOT_FOUND)
                .describe(router.delete(ONE + "/users/:subject/sessions"))
                .handler(access::require)
                .handler(context -> perform(
                        context,
                        new ApplicationKeyCommand.EndSessions(application(context), context.pathParam("subject"))));
    }

    private void keys(Router router) {
        Operation.of("application.keys", "The keys by which an application signs.", Operation.Who.APPLICATIONS)
                .with(IN_PATH)
                .gives(ApplicationKeys.class)
                .fails(FailureCode.NOT_FOUND)
                .describe(router.get(ONE + "/keys"))
                .handler(access::require)
                .handler(context -> perform(context, new ApplicationKeyCommand.ListAll(application(context))));
        Map<String, Class<?>> named = Map.of("token", String.class, "name", String.class);
        Operation.of("application.put-key", "Registers a key, or replaces it.", Operation.Who.APPLICATIONS)
                .with(named)
                .takes(NewKey.class)
                .gives(ApplicationKey.class)
                .fails(FailureCode.NOT_FOUND, FailureCode.LIMIT_REACHED)
                .describe(router.put(ONE + "/keys/:name"))
                .handler(access::require)
                .handler(this::put);
        Operation.of("application.remove-key", "Removes a key.", Operation.Who.APPLICATIONS)
                .with(named)
                .fails(FailureCode.NOT_FOUND)
                .describe(router.delete(ONE + "/keys/:name"))
                .handler(access::require)
                .handler(context -> perform(
                        context, new ApplicationKeyCommand.Remove(application(context), context.pathParam("name"))));
    }

    private static ApplicationId application(RoutingContext context) {
        return ApplicationAccess.entered(context).application();
    }

    private <R> void perform(RoutingContext context, Command<R> command) {
        bus.request(null, command)
                .onSuccess(reply -> Answer.value(context, reply instanceof Done ? 204 : 200, reply))
                .onFailure(context::fail);
    }

    /**
     * A key by which an application signs.
     *
     * @param algorithm HS256, RS256, EdDSA, or JWKS for a URL
     * @param key the secret of HS256, the public key as PEM or JWK, or the URL
     * @param issuer what `iss` must be, or null
     */
    record NewKey(String algorithm, String key, String issuer) {
        @Override
        public String toString() {
            return "NewKey[" + algorithm + "]";
        }
    }

    private void put(RoutingContext context) {
        NewKey key = Bodies.read(context, NewKey.class);
        perform(
                context,
                new ApplicationKeyCommand.Put(
                        application(context), context.pathParam("name"), key.algorithm(), key.key(), key.issuer()));
    }

    /**
     * Who signs in by a token that an application has signed.
     *
     * @param token true asks for a bearer token
     */
    record SignedIn(String jwt, Boolean token) {
        @Override
        public String toString() {
            return "SignedIn[]";
        }
    }

    private void open(RoutingContext context) {
        authentication.requireOwnOrigin(context);
        signIns.require(context.request().remoteAddress().hostAddress());
        SignedIn signIn = Bodies.read(context, SignedIn.class);
        bus.request(
                        null,
                        new ApplicationKeyCommand.OpenSession(
                                token(context), signIn.jwt(), context.request().getHeader(HttpHeaders.USER_AGENT)))
                .onSuccess(opened -> answer(context, opened, Boolean.TRUE.equals(signIn.token())))
                .onFailure(context::fail);
    }

    private static ApplicationToken token(RoutingContext context) {
        try {
            return ApplicationToken.parse(context.pathParam("token"));
        } catch (Failure notOne) {
            throw FailureCode.TOKEN_REFUSED.failure();
        }
    }

    private void answer(RoutingContext context, OpenedByToken opened, boolean program) {
        if (!program) {
            authentication.setCookie(context, opened.session());
        }
        Answer.value(
                context,
                opened.session().created() ? 201 : 200,
                new SessionRoutes.Opened(
                        opened.session().account(),
                        opened.session().session(),
                        opened.application(),
                        opened.session().userRev(),
                        program ? opened.session().token() : null));
    }
}
