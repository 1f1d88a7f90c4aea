package dev.crosstalk.http;

import dev.crosstalk.bus.ApplicationCommand;
import dev.crosstalk.bus.ApplicationCommand.Entered;
import dev.crosstalk.bus.ApplicationToken;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Done;
import dev.crosstalk.bus.FailureCode;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** Applications under {@code /api}: making, listing, changing and removing them. */
final class ApplicationRoutes {
    private static final String ALL = "/api/applications";
    private static final String ONE = ALL + "/:token";

    private final Bus bus;
    private final ApplicationAccess access;

    ApplicationRoutes(Bus bus, ApplicationAccess access) {
        this.bus = bus;
        this.access = access;
    }

    void mount(Router router) {
        Operation.of("applications.list", "All applications, the oldest first.", Operation.Who.ADMINISTRATORS)
                .with(Paging.PARAMETERS)
                .gives(ApplicationBody[].class)
                .describe(router.get(ALL))
                .handler(access::requireAll)
                .handler(this::list);
        Operation.of("applications.create", "Makes an application with that token.", Operation.Who.ADMINISTRATORS)
                .with(Map.of("token", String.class))
                .takes(NewApplication.class)
                .gives(RevealedBody.class)
                .fails(FailureCode.TOKEN_TAKEN)
                .describe(router.post(ONE))
                .handler(access::requireAll)
                .handler(this::create);
        one(Operation.of("applications.get", "One application.", Operation.Who.APPLICATIONS)
                        .gives(ApplicationBody.class))
                .describe(router.get(ONE))
                .handler(access::require)
                .handler(this::get);
        one(Operation.of("applications.update", "Changes an application.", Operation.Who.APPLICATIONS)
                        .takes(ChangedApplication.class)
                        .gives(RevealedBody.class)
                        .fails(FailureCode.NOT_FOUND, FailureCode.TOKEN_TAKEN))
                .describe(router.put(ONE))
                .handler(access::require)
                .handler(this::update);
        one(Operation.of("applications.delete", "Removes an application and all it has.", Operation.Who.APPLICATIONS)
                        .fails(FailureCode.NOT_FOUND, FailureCode.FORBIDDEN))
                .describe(router.delete(ONE))
                .handler(access::require)
                .handler(context -> answer(
                        context,
                        bus.request(
                                null,
                                new ApplicationCommand.Delete(entered(context).application()))));
    }

    private static Operation one(Operation operation) {
        return operation.with(Map.of("token", String.class));
    }

    private static Entered entered(RoutingContext context) {
        return ApplicationAccess.entered(context);
    }

    private static void answer(RoutingContext context, Future<Done> done) {
        done.onSuccess(gone -> Answer.value(context, 204, gone)).onFailure(context::fail);
    }

    /** What an application is to be called. */
    record NewApplication(String name) {}

    /**
     * What of an application changes; what is not said stays.
     *
     * @param token its token from now on
     * @param rotateSecret true for another secret
     */
    record ChangedApplication(
            ApplicationToken token,
            String name,

            @com.fasterxml.jackson.annotation.JsonProperty("rotate_secret")
            Boolean rotateSecret) {}

    private void list(RoutingContext context) {
        Paging paging = Paging.of(context);
        bus.request(null, new ApplicationCommand.ListAll(paging.page(), paging.limit()))
                .onSuccess(found -> paging.answer(
                        context,
                        found.applications().stream().map(ApplicationBody::of).toList(),
                        found.total()))
                .onFailure(context::fail);
    }

    /** The body of a request is an object; the name of the path's parameter in it would be another token. */
    private void create(RoutingContext context) {
        String name = Bodies.read(context, NewApplication.class).name();
        ApplicationToken token = ApplicationToken.parse(context.pathParam("token"));
        bus.request(null, new ApplicationCommand.Create(token, name))
                .onSuccess(made -> Answer.value(context, 201, RevealedBody.of(made)))
                .onFailure(context::fail);
    }

    private void get(RoutingContext context) {
        bus.request(null, new ApplicationCommand.Get(entered(context).application()))
                .onSuccess(found -> Answer.value(context, 200, ApplicationBody.of(found)))
                .onFailure(context::fail);
    }

    private void update(RoutingContext context) {
        ChangedApplication change = Bodies.read(context, ChangedApplication.class);
        bus.request(
                        null,
                        new ApplicationCommand.Update(
                                entered(context).application(), change.token(), change.name(), change.rotateSecret()))
                .onSuccess(changed -> Answer.value(context, 200, RevealedBody.of(changed)))
                .onFailure(context::fail);
    }
}
