package dev.crosstalk.http;

import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.RetentionCommand;
import dev.crosstalk.bus.RetentionCommand.KeptByApplication;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** How long an application keeps messages: for administrators. */
final class RetentionRoutes {
    private static final String PATH = "/v1/applications/:application/retention";

    private final Bus bus;
    private final Administrators administrators;

    RetentionRoutes(Bus bus, Administrators administrators) {
        this.bus = bus;
        this.administrators = administrators;
    }

    void mount(Router router) {
        router.get(PATH)
                .putMetadata(ApiRoutes.COMMANDS, List.of(RetentionCommand.GetForApplication.class))
                .handler(administrators::require)
                .handler(context -> perform(context, RetentionCommand.GetForApplication.class));
        router.put(PATH)
                .putMetadata(ApiRoutes.COMMANDS, List.of(RetentionCommand.SetForApplication.class))
                .handler(administrators::require)
                .handler(context -> perform(context, RetentionCommand.SetForApplication.class));
    }

    private <C extends RetentionCommand<KeptByApplication>> void perform(RoutingContext context, Class<C> command) {
        bus.request(null, RequestBinder.bind(context, command))
                .onSuccess(kept -> Answer.value(context, 200, kept))
                .onFailure(context::fail);
    }
}
