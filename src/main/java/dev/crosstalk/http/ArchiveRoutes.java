package dev.crosstalk.http;

import static dev.crosstalk.bus.FailureCode.BAD_ARCHIVE;
import static dev.crosstalk.bus.FailureCode.FORBIDDEN;
import static dev.crosstalk.bus.FailureCode.NOT_A_MEMBER;
import static dev.crosstalk.bus.FailureCode.NOT_FOUND;
import static dev.crosstalk.http.Operation.Who.ADMINISTRATORS;
import static dev.crosstalk.http.Operation.Who.SIGNED_IN;

import dev.crosstalk.bus.AccountId;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Archives: members export what they may see, everyone the own data, administrators everything; they import, too. */
final class ArchiveRoutes {
    private static final String IMPORTS =
            "Brings an archive in. Repeated with the same id it leaves out what is there already.";

    private static final String OWN = "Puts back what one has for oneself, out of the archive of one's own data.";

    /** So many people may put their own data back at once, each one archive: it may fill a file. */
    private static final int MOST_RESTORING = 32;

    private static final long RETRY_MS = 5_000;

    private final Set<AccountId> restoring = ConcurrentHashMap.newKeySet();
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
        export("export.conversation", "What a member may see of a conversation, as an archive.", SIGNED_IN)
                .with(Map.of("conversation", ConversationId.class))
                .fails(NOT_FOUND, NOT_A_MEMBER)
                .describe(router.get("/v1/conversations/:conversation/export"))
                .handler(authentication::require)
                .handler(this::conversation);
        export("export.account", "One's own data, as an archive.", SIGNED_IN)
                .describe(router.get("/v1/account/export"))
                .handler(authentication::require)
                .handler(this::own);
        export("export.application", "Everything, or all of one conversation, as an archive.", ADMINISTRATORS)
                .with(Map.of("application", ApplicationId.class, "conversation", ConversationId.class))
                .fails(FORBIDDEN, NOT_FOUND)
                .describe(router.get("/v1/export"))
                .handler(administrators::require)
                .handler(this::whole);
        Operation.of("import", IMPORTS, ADMINISTRATORS)
                .with(Map.of("application", ApplicationId.class, "id", UUID.class))
                .takesText(Export.MEDIA_TYPE)
                .gives(Import.Report.class)
                .fails(FORBIDDEN, BAD_ARCHIVE)
                .describe(router.post("/v1/import"))
                .handler(administrators::require)
                .handler(this::read);
        Operation.of("import.account", OWN, SIGNED_IN)
                .takesText(Export.MEDIA_TYPE)
                .gives(OwnImport.Report.class)
                .fails(BAD_ARCHIVE)
                .describe(router.post("/v1/account/import"))
                .handler(this::hold)
                .handler(authentication::require)
                .handler(this::restore);
        list(router, "/v1/imports/:id/conversations", ArchiveCommand.ListImportedConversations.class);
        list(router, "/v1/imports/:id/accounts", ArchiveCommand.ListImportedAccounts.class);
    }

    private <R, C extends ArchiveCommand<R>> void list(Router router, String path, Class<C> command) {
        router.get(path)
                .putMetadata(ApiRoutes.COMMANDS, List.of(command))
                .handler(administrators::require)
                .handler(context -> bus.request(null, RequestBinder.bind(context, command))
                        .onSuccess(page -> Answer.value(context, 200, page))
                        .onFailure(context::fail));
    }

    private static Operation export(String name, String summary, Operation.Who who) {
        return Operation.of(name, summary, who).givesText(Export.MEDIA_TYPE);
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
                .onSuccess(report -> Answer.value(context, 200, report))
                .onFailure(context::fail);
    }

    /** Until it is known who asks, nothing is read; who is not known is not waited for. */
    private void hold(RoutingContext context) {
        context.request().pause();
        context.addEndHandler(answered -> LineReader.drain(context.request()));
        context.next();
    }

    private void restore(RoutingContext context) {
        Caller caller = authentication.caller(context);
        if (restoring.size() >= MOST_RESTORING || !restoring.add(caller.account())) {
            throw FailureCode.OVERLOADED.retryAfter(RETRY_MS);
        }
        new OwnImport(context.vertx(), bus, caller)
                .read(context.request())
                .onComplete(done -> restoring.remove(caller.account()))
                .onSuccess(report -> Answer.value(context, 200, report))
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
