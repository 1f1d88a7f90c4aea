package dev.crosstalk.conversation;

import dev.crosstalk.account.Name;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.AddMember;
import dev.crosstalk.bus.ConversationCommand.Create;
import dev.crosstalk.bus.ConversationCommand.FindRoom;
import dev.crosstalk.bus.ConversationCommand.Get;
import dev.crosstalk.bus.ConversationCommand.ListMembers;
import dev.crosstalk.bus.ConversationCommand.ListMine;
import dev.crosstalk.bus.ConversationCommand.ListRooms;
import dev.crosstalk.bus.ConversationCommand.Member;
import dev.crosstalk.bus.ConversationCommand.Members;
import dev.crosstalk.bus.ConversationCommand.Page;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.conversation.ConversationStore.NewConversation;
import dev.crosstalk.conversation.ConversationStore.Position;
import dev.crosstalk.conversation.ConversationStore.Seen;
import dev.crosstalk.conversation.ConversationStore.Slice;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** The rules of opening and seeing conversations. */
public final class ConversationService {
    private final ConversationStore store;
    private final int groupLimit;

    public ConversationService(ConversationStore store, int groupLimit) {
        this.store = store;
        this.groupLimit = groupLimit;
    }

    public Future<ConversationView> create(Caller caller, Create command) {
        Participants participants = new Participants(List.of(caller.account())).and(command.members());
        return open(caller, command, participants);
    }

    /**
     * Adds somebody. A direct conversation and a group without title are what they are by their participants: with one more they
     * are another conversation.
     */
    public Future<ConversationView> add(Caller caller, AddMember command) {
        return requireSeen(caller, command.conversation()).compose(seen -> {
            Membership actor = Access.requireMember(seen.view().settings().open(), seen.membership());
            if (seen.view().title() == null) {
                Access.require(
                        seen.view().settings().permissions().addMembers(), actor, "You may not add members here.");
                Participants all = new Participants(seen.view().members()).and(List.of(command.account()));
                return open(caller, new Create(ConversationKind.GROUP, null, null, null), all);
            }
            return requireAccount(caller, command)
                    .compose(exists -> store.change(
                            caller, command.conversation(), command.account(), new MembershipRules(groupLimit)::add))
                    .compose(added -> Access.shown(get(caller, new Get(command.conversation()))));
        });
    }

    /**
     * Whom one adds must be of the application, and not block the one who adds. An account stays for ever, and who blocks in this
     * very moment may as well have done it later: both may be asked before the lock.
     */
    private Future<Void> requireAccount(Caller caller, AddMember command) {
        return store.exists(caller.application(), command.account())
                .compose(exists -> exists
                        ? Future.<Void>succeededFuture()
                        : Future.failedFuture(FailureCode.NOT_FOUND.because("There is no such account.")))
                .compose(exists -> store.requireUnblocked(caller.account(), command.account()));
    }

    private Future<ConversationView> open(Caller caller, Create command, Participants participants) {
        ConversationKind kind = command.kind();
        String title = command.title();
        if (kind == ConversationKind.GROUP && participants.size() > groupLimit) {
            return Future.failedFuture(FailureCode.CONVERSATION_FULL.failure());
        }
        // Two people are one conversation, whichever way it was asked for; one is a conversation with oneself, for
        // notes.
        boolean two = kind == ConversationKind.GROUP && title == null && participants.size() <= 2;
        NewConversation wanted = new NewConversation(
                caller.application(),
                two ? ConversationKind.DIRECT : kind,
                title,
                ConversationSettings.of(kind).with(command.joinPolicy(), command.permissions(), null),
                caller.account(),
                participants,
                title == null,
                title == null ? null : command.clientId());
        return store.open(wanted).compose(id -> get(caller, new Get(id)));
    }

    /** Open rooms are seen by everyone of the application, other conversations by their members. */
    public Future<ConversationView> get(Caller caller, Get command) {
        return requireVisible(caller, command.conversation()).map(Seen::view);
    }

    public Future<ConversationView> findRoom(Caller caller, FindRoom command) {
        return store.findRoom(caller, command.number()).map(found -> {
            Seen seen = found.orElseThrow(FailureCode.NOT_FOUND::failure);
            requireMayLook(seen.view().settings().open(), seen.membership());
            return seen.view();
        });
    }

    public Future<Members> members(Caller caller, ListMembers command) {
        return store.lateDoor(caller, command.conversation())
                .map(found -> found.orElseThrow(FailureCode.NOT_FOUND::failure))
                .compose(door -> {
                    requireMayLook(door.open(), door.membership());
                    return store.members(command.conversation(), door.rev(), command.after(), command.limit() + 1)
                            .map(found -> members(found, command.limit(), door.rev()));
                });
    }

    private static Members members(List<Member> found, int limit, long rev) {
        List<Member> shown = found.subList(0, Math.min(limit, found.size()));
        return new Members(
                shown,
                rev,
                found.size() > limit ? shown.get(shown.size() - 1).account().id() : null);
    }

    public Future<Page> mine(Caller caller, ListMine command) {
        Slice slice = new Slice(Cursor.parse(command.after()), null, command.limit() + 1);
        return store.userRev(caller.account())
                .compose(userRev -> store.mine(caller, Boolean.TRUE.equals(command.archived()), slice)
                        .map(found -> page(found, userRev, command.limit())));
    }

    public Future<Page> rooms(Caller caller, ListRooms command) {
        String title = command.query() == null || command.query().isBlank() ? null : Name.key(command.query());
        Slice slice = new Slice(Cursor.parse(command.after()), title, command.limit() + 1);
        return store.userRev(caller.account())
                .compose(userRev -> store.rooms(caller, slice).map(found -> page(found, userRev, command.limit())));
    }

    private static Page page(List<ConversationView> found, long userRev, int limit) {
        List<ConversationView> shown = found.subList(0, Math.min(limit, found.size()));
        if (found.size() <= limit) {
            return new Page(shown, userRev, null);
        }
        ConversationView last = shown.get(limit - 1);
        Long pinned = last.position() == null ? null : last.position().pinned();
        long rank = pinned == null ? Position.UNPINNED : pinned;
        return new Page(shown, userRev, Cursor.text(new Position(rank, last.lastTime(), last.id())));
    }

    private Future<Seen> requireVisible(Caller caller, ConversationId conversation) {
        return requireSeen(caller, conversation).map(seen -> {
            requireMayLook(seen.view().settings().open(), seen.membership());
            return seen;
        });
    }

    private static void requireMayLook(boolean open, Optional<Membership> membership) {
        if (!open) {
            Access.requireMember(false, membership);
        }
    }

    Future<Seen> requireSeen(Caller caller, ConversationId conversation) {
        return store.find(caller, conversation).map(found -> found.orElseThrow(FailureCode.NOT_FOUND::failure));
    }
}
