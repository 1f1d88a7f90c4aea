package dev.crosstalk.http;

import dev.crosstalk.bus.AccountCommand;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.ContactCommand;
import dev.crosstalk.bus.ConversationCommand;
import dev.crosstalk.bus.Done;
import dev.crosstalk.bus.InviteCommand;
import dev.crosstalk.bus.MessageCommand;
import dev.crosstalk.bus.ModerationCommand;
import dev.crosstalk.bus.PersonalCommand;
import dev.crosstalk.bus.PositionCommand;
import dev.crosstalk.bus.PresenceCommand;
import dev.crosstalk.bus.RetentionCommand;
import dev.crosstalk.bus.SearchCommand;
import dev.crosstalk.bus.StoredMessageCommand;
import dev.crosstalk.bus.SyncCommand;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The REST API under {@code /v1}: each request is one command of the bus. */
public final class ApiRoutes {
    /** Names, among a route's metadata, the classes of the commands of which it performs one. */
    public static final String COMMANDS = "commands";
    /** Names, among a route's metadata, the fields that method and path say by themselves. */
    public static final String SAID = "said";

    private final Bus bus;
    private final Authentication authentication;
    private final HttpSettings settings;
    private final SignInLimit signIns;
    private final boolean openApplications;

    /** @param signIns one for all listeners of the node */
    public ApiRoutes(Bus bus, Authentication authentication, HttpSettings settings, SignInLimit signIns) {
        this(bus, authentication, settings, signIns, false);
    }

    /** @param openApplications whether everybody may act for applications */
    public ApiRoutes(
            Bus bus,
            Authentication authentication,
            HttpSettings settings,
            SignInLimit signIns,
            boolean openApplications) {
        this.openApplications = openApplications;
        this.bus = bus;
        this.authentication = authentication;
        this.settings = settings;
        this.signIns = signIns;
    }

    public void mount(Router router) {
        for (String path : List.of("/v1/*", "/api/*")) {
            router.route(path).handler(context -> {
                context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                context.next();
            });
            new CrossOrigin(authentication.origins()).mount(router, path);
        }
        Administrators administrators = new Administrators(settings.adminSecret());
        new ArchiveRoutes(bus, authentication, administrators, InstantSource.system()).mount(router);
        router.route("/v1/*").handler(BodyHandler.create(false).setBodyLimit(settings.maxBodyBytes()));
        new ContractRoutes().mount(router);
        new RetentionRoutes(bus, administrators).mount(router);
        new SearchRoutes(bus, administrators).mount(router);
        new SessionRoutes(bus, authentication, signIns).mount(router);
        applications(router, administrators);
        new ChatRoomRoutes(bus, authentication, signIns).mount(router);
        router.route("/v1/*").handler(authentication::require);
        accounts(router);
        contacts(router);
        conversations(router);
        messages(router);
        positions(router);
        search(router);
        router.route("/v1/*").failureHandler(Problem::answer);
    }

    private void applications(Router router, Administrators administrators) {
        router.route("/api/*").handler(BodyHandler.create(false).setBodyLimit(settings.maxBodyBytes()));
        ApplicationAccess access = new ApplicationAccess(bus, authentication, administrators, openApplications);
        new ApplicationRoutes(bus, access).mount(router);
        new ChatRoutes(bus, access).mount(router);
        new ChatMessageRoutes(bus, access).mount(router);
        new ApplicationUserRoutes(bus, access, administrators, authentication, signIns).mount(router);
        router.route("/api/*").failureHandler(Problem::answer);
    }

    private void accounts(Router router) {
        command(router, HttpMethod.GET, "/v1/sessions", AccountCommand.ListSessions.class);
        command(router, HttpMethod.DELETE, "/v1/sessions/:session", AccountCommand.EndSession.class);
        command(router, HttpMethod.POST, "/v1/tickets", AccountCommand.IssueTicket.class, reply -> 201);
        command(router, HttpMethod.PATCH, "/v1/account", AccountCommand.Rename.class);
        command(router, HttpMethod.PUT, "/v1/account/password", AccountCommand.SetPassword.class);
        // Not DELETE: it needs a body, which proxies may drop there.
        command(router, HttpMethod.POST, "/v1/account/remove-password", AccountCommand.RemovePassword.class);
        command(router, HttpMethod.POST, "/v1/account/delete", AccountCommand.Delete.class);
        command(router, HttpMethod.GET, "/v1/account/settings", AccountCommand.GetSettings.class);
        command(router, HttpMethod.PATCH, "/v1/account/settings", AccountCommand.SetSettings.class);
        router.get("/v1/accounts")
                .putMetadata(COMMANDS, List.of(AccountCommand.Find.class, AccountCommand.Get.class))
                .handler(context -> {
                    if (context.queryParam("ids").isEmpty()) {
                        perform(context, AccountCommand.Find.class, reply -> 200);
                    } else {
                        perform(context, AccountCommand.Get.class, reply -> 200);
                    }
                });
        command(router, HttpMethod.GET, "/v1/accounts/renamed", AccountCommand.ListRenamed.class);
        command(router, HttpMethod.GET, "/v1/presence", PresenceCommand.Query.class);
    }

    private void contacts(Router router) {
        String one = "/v1/contacts/:account";
        String block = "/v1/blocks/:account";
        command(router, HttpMethod.GET, "/v1/contacts", ContactCommand.ListContacts.class);
        command(router, HttpMethod.PUT, one, ContactCommand.Request.class);
        command(router, HttpMethod.DELETE, one, ContactCommand.Remove.class);
        command(router, HttpMethod.POST, one + "/accept", ContactCommand.Accept.class);
        command(router, HttpMethod.POST, one + "/decline", ContactCommand.Decline.class);
        command(router, HttpMethod.PUT, block, ContactCommand.Block.class);
        command(router, HttpMethod.DELETE, block, ContactCommand.Unblock.class);
    }

    private void conversations(Router router) {
        String one = "/v1/conversations/:conversation";
        command(router, HttpMethod.GET, "/v1/conversations", ConversationCommand.ListMine.class);
        command(
                router,
                HttpMethod.POST,
                "/v1/conversations",
                ConversationCommand.Create.class,
                conversation -> conversation.rev() == 1 ? 201 : 200);
        command(router, HttpMethod.GET, "/v1/rooms", ConversationCommand.ListRooms.class);
        command(router, HttpMethod.GET, one, ConversationCommand.Get.class);
        command(router, HttpMethod.PATCH, one, ModerationCommand.Configure.class);
        command(router, HttpMethod.GET, one + "/retention", RetentionCommand.Get.class);
        command(router, HttpMethod.PUT, one + "/retention", RetentionCommand.Set.class);
        command(router, HttpMethod.GET, one + "/members", ConversationCommand.ListMembers.class);
        command(router, HttpMethod.GET, one + "/here", PresenceCommand.ListHere.class);
        command(router, HttpMethod.PUT, one + "/members/me", ConversationCommand.Join.class);
        command(router, HttpMethod.DELETE, one + "/members/me", ConversationCommand.Leave.class);
        command(router, HttpMethod.PUT, one + "/members/:account", ConversationCommand.AddMember.class);
        command(router, HttpMethod.DELETE, one + "/members/:account", ConversationCommand.RemoveMember.class);
        moderation(router, one);
        invites(router, one + "/invites");
    }

    private void moderation(Router router, String one) {
        command(router, HttpMethod.PATCH, one + "/members/:account", ModerationCommand.SetRole.class);
        command(router, HttpMethod.GET, one + "/bans", ModerationCommand.ListBans.class);
        command(router, HttpMethod.PUT, one + "/bans/:account", ModerationCommand.Ban.class);
        command(router, HttpMethod.DELETE, one + "/bans/:account", ModerationCommand.Unban.class);
    }

    /** A code is in the body, as paths are written to logs. */
    private void invites(Router router, String all) {
        command(router, HttpMethod.POST, all, InviteCommand.CreateInvite.class, created -> 201);
        command(router, HttpMethod.GET, all, InviteCommand.ListInvites.class);
        command(router, HttpMethod.DELETE, all + "/:invite", InviteCommand.RevokeInvite.class);
        command(router, HttpMethod.POST, "/v1/invites/preview", InviteCommand.PreviewInvite.class);
        command(router, HttpMethod.POST, "/v1/invites/use", InviteCommand.UseInvite.class);
    }

    private void positions(Router router) {
        String one = "/v1/conversations/:conversation";
        command(router, HttpMethod.GET, "/v1/sync", SyncCommand.Sync.class);
        command(router, HttpMethod.POST, "/v1/sync", SyncCommand.Sync.class);
        command(router, HttpMethod.PUT, one + "/draft", PersonalCommand.KeepDraft.class);
        command(router, HttpMethod.GET, "/v1/saved", PersonalCommand.ListSaved.class);
        command(router, HttpMethod.PUT, one + "/messages/:seq/saved", PersonalCommand.Save.class);
        command(router, HttpMethod.DELETE, one + "/messages/:seq/saved", PersonalCommand.Unsave.class);
        command(router, HttpMethod.PUT, one + "/cursor", PositionCommand.Mark.class);
        command(router, HttpMethod.PUT, "/v1/cursors", PositionCommand.MarkMany.class);
        command(router, HttpMethod.GET, one + "/receipts", PositionCommand.ListReceipts.class);
        command(router, HttpMethod.PUT, one + "/unread", PositionCommand.MarkUnread.class);
        command(router, HttpMethod.PATCH, one + "/position", PositionCommand.Arrange.class);
    }

    private void messages(Router router) {
        String one = "/v1/conversations/:conversation";
        command(router, HttpMethod.GET, one + "/messages", MessageCommand.History.class);
        command(
                router,
                HttpMethod.POST,
                one + "/messages",
                MessageCommand.Post.class,
                posted -> posted.duplicate() ? 200 : 201);
        command(router, HttpMethod.GET, one + "/changes", MessageCommand.ListChanges.class);
        String message = one + "/messages/:seq";
        command(router, HttpMethod.GET, message, StoredMessageCommand.Get.class);
        command(router, HttpMethod.PATCH, message, StoredMessageCommand.Edit.class);
        command(router, HttpMethod.DELETE, message, StoredMessageCommand.Delete.class);
        command(router, HttpMethod.GET, message + "/edits", StoredMessageCommand.ListEdits.class);
        command(router, HttpMethod.GET, message + "/reactions", StoredMessageCommand.ListReactions.class);
        String reaction = message + "/reactions/:kind";
        command(router, HttpMethod.PUT, reaction, StoredMessageCommand.React.class, Map.of("on", true));
        command(router, HttpMethod.DELETE, reaction, StoredMessageCommand.React.class, Map.of("on", false));
        command(router, HttpMethod.PUT, message + "/pin", StoredMessageCommand.Pin.class);
        command(router, HttpMethod.DELETE, message + "/pin", StoredMessageCommand.Unpin.class);
        command(router, HttpMethod.GET, one + "/pins", MessageCommand.ListPins.class);
    }

    private void search(Router router) {
        command(router, HttpMethod.GET, "/v1/search/messages", SearchCommand.Messages.class);
        command(router, HttpMethod.GET, "/v1/search/people", SearchCommand.People.class);
        command(router, HttpMethod.GET, "/v1/search/rooms", SearchCommand.Rooms.class);
    }

    private <C extends Command<R>, R> void command(Router router, HttpMethod method, String path, Class<C> command) {
        command(router, method, path, command, reply -> reply instanceof Done ? 204 : 200);
    }

    private <C extends Command<R>, R> void command(
            Router router, HttpMethod method, String path, Class<C> command, Function<R, Integer> status) {
        command(router, method, path, command, Map.of(), status);
    }

    /** @param said fields that method and path say by themselves */
    private <C extends Command<R>, R> void command(
            Router router, HttpMethod method, String path, Class<C> command, Map<String, Boolean> said) {
        command(router, method, path, command, said, reply -> 200);
    }

    private <C extends Command<R>, R> void command(
            Router router,
            HttpMethod method,
            String path,
            Class<C> command,
            Map<String, Boolean> said,
            Function<R, Integer> status) {
        router.route(method, path)
                .putMetadata(COMMANDS, List.of(command))
                .putMetadata(SAID, said.keySet())
                .handler(context -> perform(context, command, said, status));
    }

    private <C extends Command<R>, R> void perform(
            RoutingContext context, Class<C> command, Function<R, Integer> status) {
        perform(context, command, Map.of(), status);
    }

    private <C extends Command<R>, R> void perform(
            RoutingContext context, Class<C> command, Map<String, Boolean> said, Function<R, Integer> status) {
        Caller caller = authentication.caller(context);
        Future<R> reply;
        try {
            reply = bus.request(caller, RequestBinder.bind(context, command, said));
        } catch (RuntimeException e) {
            context.fail(e);
            return;
        }
        reply.onSuccess(value -> Answer.value(context, status.apply(value), value))
                .onFailure(context::fail);
    }
}
