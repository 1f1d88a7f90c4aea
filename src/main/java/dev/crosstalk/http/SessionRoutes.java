package dev.crosstalk.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosstalk.bus.AccountCommand;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Json;
import dev.crosstalk.bus.Password;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Signing in and out. */
final class SessionRoutes {
    private static final ApplicationId INSTALLATION = new ApplicationId(1);

    private final Bus bus;
    private final Authentication authentication;
    private final SignInLimit signIns;

    SessionRoutes(Bus bus, Authentication authentication, SignInLimit signIns) {
        this.signIns = signIns;
        this.bus = bus;
        this.authentication = authentication;
    }

    void mount(Router router) {
        router.post("/v1/session").handler(this::open);
        router.get("/v1/session").handler(authentication::require).handler(this::show);
        router.delete("/v1/session").handler(authentication::require).handler(this::end);
    }

    /**
     * What a client says to sign in.
     *
     * @param password for a name that is kept by one
     * @param token true asks for a bearer token
     */
    record SignIn(String name, Password password, Boolean token) {}

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
                    ApiRoutes.answer(context, opened.created() ? 201 : 200, opened(opened, program));
                })
                .onFailure(context::fail);
    }

    private static ObjectNode opened(AccountCommand.OpenedSession opened, boolean token) {
        ObjectNode answer = Json.object();
        answer.set("account", Json.tree(opened.account()));
        answer.set("session", Json.tree(opened.session()));
        answer.put("application", INSTALLATION.toString());
        answer.put("userRev", opened.userRev());
        if (token) {
            answer.put("token", opened.token());
        }
        return answer;
    }

    private void show(RoutingContext context) {
        AccountCommand.Authenticated me = authentication.authenticated(context);
        ObjectNode answer = Json.object();
        answer.set("account", Json.tree(me.account()));
        answer.putObject("session").put("id", me.session().toString()).put("expiresAt", me.expiresAt());
        answer.put("application", me.application().toString());
        answer.put("userRev", me.userRev());
        ApiRoutes.answer(context, 200, answer);
    }

    private void end(RoutingContext context) {
        bus.request(
                        authentication.caller(context),
                        new AccountCommand.EndSession(
                                authentication.caller(context).session()))
                .onSuccess(done -> {
                    authentication.clearCookie(context);
                    ApiRoutes.answer(context, 204, done);
                })
                .onFailure(context::fail);
    }
}
