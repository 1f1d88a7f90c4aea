package dev.crosstalk.bridge;

import dev.crosstalk.bus.AccountCommand.Authenticate;
import dev.crosstalk.bus.AccountCommand.Authenticated;
import dev.crosstalk.bus.AccountCommand.EndSession;
import dev.crosstalk.bus.AccountCommand.ListDirectoryChanges;
import dev.crosstalk.bus.AccountCommand.ListSessions;
import dev.crosstalk.bus.AccountCommand.RedeemTicket;
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
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.Done;
import dev.crosstalk.bus.Event;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Handlers;
import dev.crosstalk.bus.MessageCommand.Changes;
import dev.crosstalk.bus.MessageCommand.FillHole;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.MessageCommand.Posted;
import dev.crosstalk.bus.MessageId;
import dev.crosstalk.bus.PositionCommand.FillReceipts;
import dev.crosstalk.bus.PresenceCommand.Heard;
import dev.crosstalk.bus.PresenceCommand.ReportHere;
import dev.crosstalk.bus.PresenceCommand.Reported;
import dev.crosstalk.bus.SessionId;
import dev.crosstalk.bus.SessionView;
import dev.crosstalk.bus.SyncCommand.ListUserChanges;
import dev.crosstalk.bus.UserEvent;
import dev.crosstalk.presence.HereStore;
import dev.crosstalk.presence.MemoryHereStore;
import dev.crosstalk.presence.MemoryPresenceStore;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** The services that a bridge asks, kept in memory: who is who, who is a member of what, and what was said. */
final class Services {
    static final ApplicationId APPLICATION = new ApplicationId(1);
    private static final long EXPIRES = Long.MAX_VALUE;
    private static final int PAGE = 10;

    private final Bus bus;
    private final Map<String, Authenticated> tokens = new ConcurrentHashMap<>();
    private final Map<String, Authenticated> tickets = new ConcurrentHashMap<>();
    private final Map<ConversationId, Set<AccountId>> members = new ConcurrentHashMap<>();
    private final Map<ConversationId, TreeMap<Long, ConversationEvent>> log = new ConcurrentHashMap<>();
    private final Set<AccountId> heard = ConcurrentHashMap.newKeySet();
    private final List<Authorize> authorizations = java.util.Collections.synchronizedList(new ArrayList<>());
    private final List<FillHole> filled = java.util.Collections.synchronizedList(new ArrayList<>());
    private final List<ReportHere> reports = java.util.Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger failedReports = new AtomicInteger();
    private volatile HereStore hereStore = newHereStore();
    private final Set<AccountId> hidden = ConcurrentHashMap.newKeySet();
    private final Set<ConversationId> direct = ConcurrentHashMap.newKeySet();
    private volatile UnaryOperator<Future<Authorized>> beforeAuthorized = UnaryOperator.identity();
    private volatile Future<Void> beforePosted = Future.succeededFuture();
    private final AtomicInteger authentications = new AtomicInteger();
    private volatile Future<Void> beforeAuthenticated = Future.succeededFuture();
    private final UserLine userLine = new UserLine();
    private final ReceiptLine receiptLine = new ReceiptLine();
    private final Directory directory = new Directory();
    private volatile boolean complete = true;
    private volatile int failures;

    ReceiptLine receiptLine() {
        return receiptLine;
    }

    Directory directory() {
        return directory;
    }

    UserLine userLine() {
        return userLine;
    }

    Services(Bus bus) {
        this.bus = bus;
    }

    /** To be called on an event loop. */
    Future<Void> serve() {
        return bus.serve(
                        CommandType.ACCOUNT,
                        new Handlers()
                                .onInternal(Authenticate.class, this::authenticate)
                                .onInternal(RedeemTicket.class, this::redeem)
                                .onInternal(ListDirectoryChanges.class, directory::changes)
                                .on(EndSession.class, this::endSession)
                                .on(ListSessions.class, this::sessions))
                .compose(v -> bus.serve(
                        CommandType.CONVERSATION,
                        new Handlers()
                                .on(Authorize.class, this::authorize)
                                .onInternal(ListHeads.class, this::heads)
                                .onInternal(FillReceipts.class, receiptLine::fill)
                                .onInternal(ListUserChanges.class, userLine::changes)))
                .compose(v -> bus.serve(
                        CommandType.MESSAGE,
                        new Handlers().on(Post.class, this::post).onInternal(FillHole.class, this::fill)))
                .compose(v -> bus.serve(
                        CommandType.PRESENCE,
                        new Handlers()
                                .onInternal(Heard.class, this::heard)
                                .onInternal(ReportHere.class, this::reportHere)));
    }

    /** Signs somebody in; the token is {@code token-ACCOUNT-SESSION}. */
    Authenticated signIn(long account, long session) {
        Authenticated who = new Authenticated(
                APPLICATION,
                new AccountView(new AccountId(account), "name" + account),
                new SessionId(session),
                EXPIRES,
                1);
        tokens.put("token-" + account + "-" + session, who);
        return who;
    }

    String ticket(Authenticated who) {
        String ticket = UUID.randomUUID().toString();
        tickets.put(ticket, who);
        return ticket;
    }

    void member(long conversation, long account) {
        members.computeIfAbsent(new ConversationId(conversation), id -> ConcurrentHashMap.newKeySet())
                .add(new AccountId(account));
    }

    /** The account shows nobody, or everybody again, that it is here; nobody is told. */
    void hide(long account, boolean hides) {
        if (hides) {
            hidden.add(new AccountId(account));
        } else {
            hidden.remove(new AccountId(account));
        }
    }

    void direct(long conversation) {
        direct.add(new ConversationId(conversation));
    }

    /** Removes a member, as the database would; the event is for the caller to publish. */
    ConversationEvent.Member remove(long conversation, long account) {
        ConversationId id = new ConversationId(conversation);
        AccountId who = new AccountId(account);
        members.get(id).remove(who);
        return (ConversationEvent.Member) store(
                id,
                rev -> new ConversationEvent.Member(
                        id, rev, 0, ConversationEvent.Change.REMOVED, new AccountId(999), who, 1));
    }

    /** Stores a message without telling anybody. */
    ConversationEvent.Message message(long conversation, String text) {
        ConversationId id = new ConversationId(conversation);
        return (ConversationEvent.Message) store(
                id,
                rev -> new ConversationEvent.Message(
                        id, rev, new MessageId(rev), rev, new AccountId(999), UUID.randomUUID(), text, 1));
    }

    /** Gives a message another text without telling anybody: its row is under its new revision only. */
    ConversationEvent.Edited edit(ConversationEvent.Message message, String text) {
        ConversationEvent edited = store(
                message.conversation(),
                rev -> new ConversationEvent.Edited(
                        message.conversation(),
                        rev,
                        message.id(),
                        message.seq(),
                        message.sender(),
                        message.clientId(),
                        text,
                        1,
                        2,
                        null,
                        null,
                        null,
                        null));
        log.get(message.conversation()).remove(message.rev());
        return (ConversationEvent.Edited) edited;
    }

    /** Stores a change of the membership that this version does not know. */
    ConversationEvent.Member unreadable(long conversation) {
        ConversationId id = new ConversationId(conversation);
        return (ConversationEvent.Member) store(
                id, rev -> new ConversationEvent.Member(id, rev, 0, null, new AccountId(999), new AccountId(999), 1));
    }

    void publish(Event event) {
        bus.publish(event);
    }

    /** Forgets what a hole could be filled with. */
    void forgetChanges() {
        complete = false;
    }

    /** Fails so many questions for changes. */
    void failChanges(int times) {
        failures = times;
    }

    void beforeAuthorized(UnaryOperator<Future<Authorized>> delay) {
        beforeAuthorized = delay;
    }

    /** Posts are stored and answered when this is done. */
    void beforePosted(Future<Void> delay) {
        beforePosted = delay;
    }

    Set<AccountId> heard() {
        return heard;
    }

    List<Authorize> authorizations() {
        return authorizations;
    }

    List<FillHole> filled() {
        return filled;
    }

    private synchronized ConversationEvent store(
            ConversationId id, java.util.function.LongFunction<ConversationEvent> event) {
        TreeMap<Long, ConversationEvent> events = log.computeIfAbsent(id, key -> new TreeMap<>());
        ConversationEvent made = event.apply(events.isEmpty() ? 1 : events.lastKey() + 1);
        events.put(made.rev(), made);
        return made;
    }

    private synchronized long head(ConversationId id) {
        TreeMap<Long, ConversationEvent> events = log.get(id);
        return events == null || events.isEmpty() ? 0 : events.lastKey();
    }

    /** Authentication waits for this. */
    void beforeAuthenticated(Future<Void> before) {
        beforeAuthenticated = before;
    }

    int authentications() {
        return authentications.get();
    }

    private Future<Authenticated> authenticate(Authenticate command) {
        authentications.incrementAndGet();
        return beforeAuthenticated.compose(v -> known(tokens.get(command.token())));
    }

    private Future<Authenticated> redeem(RedeemTicket command) {
        return known(tickets.remove(command.ticket()));
    }

    private static Future<Authenticated> known(Authenticated who) {
        return who == null ? Future.failedFuture(FailureCode.NOT_SIGNED_IN.failure()) : Future.succeededFuture(who);
    }

    private Future<Sessions> sessions(Caller caller, ListSessions command) {
        return Future.succeededFuture(new Sessions(tokens.values().stream()
                .filter(who -> who.account().id().equals(caller.account()))
                .map(who -> new SessionView(who.session(), "test", 1, 1, EXPIRES))
                .toList()));
    }

    /** Ends a session without telling anybody. */
    void forgetSession(String token) {
        tokens.remove(token);
    }

    private Future<Done> endSession(Caller caller, EndSession command) {
        bus.publish(new UserEvent.SessionEnded(caller.account(), command.session()));
        return Future.succeededFuture(new Done());
    }

    private Future<Authorized> authorize(Caller caller, Authorize command) {
        authorizations.add(command);
        List<Head> heads = command.conversations().stream()
                .filter(id -> members.getOrDefault(id, Set.of()).contains(caller.account()))
                .map(id -> new Head(
                        id,
                        head(id),
                        receiptLine.head(id),
                        direct.contains(id) ? ConversationKind.DIRECT : ConversationKind.ROOM))
                .toList();
        List<AccountId> people = command.people().stream()
                .filter(person -> members.values().stream()
                        .anyMatch(all -> all.contains(person) && all.contains(caller.account())))
                .toList();
        return beforeAuthorized.apply(Future.succeededFuture(
                new Authorized(heads, people, hidden.contains(caller.account()) ? true : null, 1L)));
    }

    private Future<Heads> heads(ListHeads command) {
        return Future.succeededFuture(new Heads(
                members.keySet().stream()
                        .map(id -> new Head(id, head(id), receiptLine.head(id)))
                        .toList(),
                userLine.heads(),
                1));
    }

    private synchronized Future<Changes> fill(FillHole command) {
        filled.add(command);
        if (filled.size() <= failures) {
            return Future.failedFuture(FailureCode.UNAVAILABLE.failure());
        }
        List<ConversationEvent> changes = List.copyOf(log.get(command.conversation())
                .subMap(command.since(), false, command.upTo(), true)
                .values());
        boolean more = changes.size() > PAGE;
        List<ConversationEvent> page = more ? changes.subList(0, PAGE) : changes;
        long next = more ? page.get(PAGE - 1).rev() : command.upTo();
        return Future.succeededFuture(new Changes(complete, command.upTo(), page, more, next));
    }

    private Future<Posted> post(Caller caller, Post command) {
        return beforePosted.compose(v -> store(caller, command));
    }

    private Future<Posted> store(Caller caller, Post command) {
        ConversationId id = command.conversation();
        if (!members.getOrDefault(id, Set.of()).contains(caller.account())) {
            return Future.failedFuture(FailureCode.NOT_A_MEMBER.failure());
        }
        ConversationEvent.Message event = (ConversationEvent.Message) store(
                id,
                rev -> new ConversationEvent.Message(
                        id, rev, new MessageId(rev), rev, caller.account(), command.clientId(), command.text(), 1));
        bus.publish(event);
        return Future.succeededFuture(new Posted(event.id(), id, event.seq(), event.rev(), event.time(), false));
    }

    /** Every report of who is here. */
    List<ReportHere> reports() {
        return reports;
    }

    /** Loses what was reported, as a store that was emptied. */
    void forgetReports() {
        hereStore = newHereStore();
    }

    private static MemoryHereStore newHereStore() {
        return new MemoryHereStore(60_000, MemoryPresenceStore.steadyClock());
    }

    List<AccountId> here(long conversation) {
        return hereStore
                .here(new ConversationId(conversation), null, 1_000)
                .await()
                .accounts();
    }

    /** Fails so many reports of who is here after they were kept. */
    void failReports(int times) {
        failedReports.set(times);
    }

    private Future<Reported> reportHere(ReportHere report) {
        reports.add(report);
        return hereStore
                .report(report)
                .compose(known -> failedReports.getAndUpdate(left -> Math.max(0, left - 1)) > 0
                        ? Future.failedFuture(FailureCode.UNAVAILABLE.failure())
                        : Future.succeededFuture(new Reported(known)));
    }

    private Future<Done> heard(Heard command) {
        heard.addAll(command.accounts());
        return Future.succeededFuture(new Done());
    }
}
