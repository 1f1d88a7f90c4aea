package dev.crosstalk.http;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ArchiveCommand;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.UUID;

/** Archives: members export what they may see, everyone the own data, administrators everything; they import, too. */
final class ArchiveRoutes {
    private final Bus bus;
    private final Authentication authentication;
    private final Administrators administrators;
    private final InstantSource clock;

    ArchiveRoutes(Bus bus, Authentication authentication, Administrators administrators, InstantSource clock) {
        this.bus = bus;
        this.authentication = authentication;
        this.administrators = administrators;
        this.clock = clock;
    }

    /** Before bodies are read: an archive is longer than any of them may be. */
    void mount(Router router) {
        router.get("/v1/conversations/:conversation/export")
                .handler(authentication::require)
                .handler(this::conversation);
        router.get("/v1/account/export").handler(authentication::require).handler(this::own);
        router.get("/v1/export").handler(administrators::require).handler(this::whole);
        router.post("/v1/import").handler(administrators::require).handler(this::read);
    }

    private void conversation(RoutingContext context) {
        Caller caller = authentication.caller(context);
        ConversationId id = ConversationId.parse(context.pathParam("conversation"));
        new Export(context, after -> bus.request(caller, new ArchiveCommand.Read(id, after)))
                .send(ArchiveLine.CONVERSATION, clock.millis());
    }

    private void own(RoutingContext context) {
        Caller caller = authentication.caller(context);
        new Export(context, after -> bus.request(caller, new ArchiveCommand.ReadOwn(after)))
                .send(ArchiveLine.ACCOUNT, clock.millis());
    }

    private void whole(RoutingContext context) {
        ApplicationId application = application(context);
        String conversation = context.request().getParam("conversation");
        if (conversation == null) {
            new Export(context, after -> bus.request(null, new ArchiveCommand.ReadApplication(application, after)))
                    .send(ArchiveLine.APPLICATION, clock.millis());
        } else {
            ConversationId id = ConversationId.parse(conversation);
            new Export(context, after -> bus.request(null, new ArchiveCommand.ReadWhole(application, id, after)))
                    .send(ArchiveLine.CONVERSATION, clock.millis());
        }
    }

    private void read(RoutingContext context) {
        ApplicationId application = application(context);
        UUID id = id(context);
        new Import(context.vertx(), bus, id, application)
                .read(context.request())
                .onSuccess(report -> ApiRoutes.answer(context, 200, report))
                .onFailure(context::fail);
    }

    private static UUID id(RoutingContext context) {
        String id = context.request().getParam("id");
        try {
            return id == null ? UUID.randomUUID() : UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw FailureCode.BAD_REQUEST.because("id is not a UUID");
        }
    }

    private static ApplicationId application(RoutingContext context) {
        String application = context.request().getParam("application");
        return application == null ? new ApplicationId(1) : ApplicationId.parse(application);
    }
}
