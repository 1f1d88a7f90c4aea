package dev.crosstalk.http;

import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.SearchCommand;
import dev.crosstalk.bus.SearchCommand.Progress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Making the index of messages anew: for administrators. */
final class SearchRoutes {
    private static final String PATH = "/v1/search/rebuild";
    /** Of the node that keeps the index. */
    private static final long KEY = 0;

    private final Bus bus;
    private final Administrators administrators;

    SearchRoutes(Bus bus, Administrators administrators) {
        this.bus = bus;
        this.administrators = administrators;
    }

    void mount(Router router) {
        router.post(PATH)
                .putMetadata(ApiRoutes.COMMANDS, List.of(SearchCommand.Rebuild.class))
                .handler(administrators::require)
                .handler(context -> perform(context, new SearchCommand.Rebuild(), 202));
        router.get(PATH)
                .putMetadata(ApiRoutes.COMMANDS, List.of(SearchCommand.GetRebuild.class))
                .handler(administrators::require)
                .handler(context -> perform(context, new SearchCommand.GetRebuild(), 200));
    }

    private void perform(RoutingContext context, SearchCommand<Progress> command, int status) {
        bus.request(null, command, KEY)
                .onSuccess(progress -> Answer.value(context, status, progress))
                .onFailure(context::fail);
    }
}
