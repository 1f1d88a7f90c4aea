package dev.crosstalk.bench.server;

import dev.crosstalk.bus.AccountCommand.Authenticate;
import dev.crosstalk.bus.AccountCommand.Authenticated;
import dev.crosstalk.bus.AccountCommand.ListSessions;
import dev.crosstalk.bus.AccountCommand.Sessions;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.CommandType;
import dev.crosstalk.bus.ConversationCommand.Authorize;
import dev.crosstalk.bus.ConversationCommand.Authorized;
import dev.crosstalk.bus.ConversationCommand.Head;
import dev.crosstalk.bus.ConversationCommand.Heads;
import dev.crosstalk.bus.ConversationCommand.ListHeads;
import dev.crosstalk.bus.ConversationEvent.Message;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.Done;
import dev.crosstalk.bus.Handlers;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.MessageCommand.Posted;
import dev.crosstalk.bus.MessageId;
import dev.crosstalk.bus.PresenceCommand.Heard;
import dev.crosstalk.bus.PresenceCommand.ReportHere;
import dev.crosstalk.bus.PresenceCommand.Reported;
import dev.crosstalk.bus.SessionId;
import dev.crosstalk.bus.SessionView;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The services that a bridge asks, without a store: a token is the number of an account, everybody is in every room, and a post is
 * numbered, published and answered at once.
 */
final class Unstored extends VerticleBase {
    private static final ApplicationId APPLICATION = new ApplicationId(1);

    private final Bus bus;
    private final Map<ConversationId, Long> heads = new HashMap<>();

    Unstored(Bus bus) {
        this.bus = bus;
    }

    @Override
    public Future<?> start() {
        return Future.all(
                bus.serve(
                        CommandType.ACCOUNT,
                        new Handlers()
                                .onInternal(Authenticate.class, Unstored::authenticate)
                                .on(ListSessions.class, Unstored::sessions)),
                bus.serve(
                        CommandType.CONVERSATION,
                        new Handlers()
                                .on(Authorize.class, this::authorize)
                                .onInternal(ListHeads.class, command -> heads())),
                bus.serve(CommandType.MESSAGE, new Handlers().on(Post.class, this::post)),
                bus.serve(
                        CommandType.PRESENCE,
                        new Handlers()
                                .onInternal(Heard.class, command -> Future.succeededFuture(new Done()))
                                .onInternal(
                                        ReportHere.class, command -> Future.succeededFuture(new Reported(true)))));
    }

    private static Future<Authenticated> authenticate(Authenticate command) {
        long number = Long.parseLong(command.token());
        return Future.succeededFuture(new Authenticated(
                APPLICATION,
                new AccountView(new AccountId(number), "member" + number),
                new SessionId(number),
                Long.MAX_VALUE,
                1));
    }

    private static Future<Sessions> sessions(Caller caller, ListSessions command) {
        return Future.succeededFuture(
                new Sessions(List.of(new SessionView(caller.session(), "bench", 1, 1, Long.MAX_VALUE))));
    }

    private Future<Authorized> authorize(Caller caller, Authorize command) {
        return Future.succeededFuture(new Authorized(
                command.conversations().stream().map(this::head).toList(), command.people(), null, 1L));
    }

    private Head head(ConversationId id) {
        return new Head(id, heads.getOrDefault(id, 0L), 0, ConversationKind.ROOM);
    }

    private Future<Heads> heads() {
        return Future.succeededFuture(
                new Heads(heads.keySet().stream().map(this::head).toList(), List.of(), 1));
    }

    private Future<Posted> post(Caller caller, Post command) {
        ConversationId room = command.conversation();
        long rev = heads.merge(room, 1L, Long::sum);
        long time = System.currentTimeMillis();
        MessageId id = new MessageId(rev);
        bus.publish(new Message(room, rev, id, rev, caller.account(), command.clientId(), command.text(), time));
        return Future.succeededFuture(new Posted(id, room, rev, rev, time, false));
    }
}
