package dev.crosstalk.conversation;

import dev.crosstalk.account.Token;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.Get;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.bus.Done;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.InviteCommand.CreateInvite;
import dev.crosstalk.bus.InviteCommand.CreatedInvite;
import dev.crosstalk.bus.InviteCommand.EnterByInvite;
import dev.crosstalk.bus.InviteCommand.InvitePreview;
import dev.crosstalk.bus.InviteCommand.InviteView;
import dev.crosstalk.bus.InviteCommand.Invites;
import dev.crosstalk.bus.InviteCommand.ListInvites;
import dev.crosstalk.bus.InviteCommand.PreviewInvite;
import dev.crosstalk.bus.InviteCommand.RevokeInvite;
import dev.crosstalk.bus.InviteCommand.UseInvite;
import dev.crosstalk.bus.PermissionLevel;
import dev.crosstalk.conversation.ConversationStore.Seen;
import dev.crosstalk.conversation.InviteStore.Held;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The rules of invites. A code that was never given, has ended, is used up or was revoked is answered alike: nothing is learnt
 * from trying.
 */
public final class InviteService {
    private final InviteStore invites;
    private final ConversationService views;
    private final MembershipRules rules;
    private final BiFunction<Caller, EnterByInvite, Future<ConversationView>> owner;

    /** @param owner asks the node that owns the conversation */
    public InviteService(
            InviteStore invites,
            ConversationService views,
            int groupLimit,
            BiFunction<Caller, EnterByInvite, Future<ConversationView>> owner) {
        this.invites = invites;
        this.views = views;
        this.rules = new MembershipRules(groupLimit);
        this.owner = owner;
    }

    public Future<CreatedInvite> create(Caller caller, CreateInvite command) {
        Token code = Token.random();
        return invites.create(caller, command, code.hash(), locked -> requireMayInvite(locked, command))
                .map(invite -> new CreatedInvite(invite, code.text()));
    }

    private static void requireMayInvite(Locked conversation, CreateInvite command) {
        Membership actor = conversation.requireActor();
        MembershipRules.requireTitled(conversation);
        Access.require(conversation.settings().permissions().invite(), actor, "You may not make invites here.");
        if (command.expiresAt() != null && command.expiresAt() <= conversation.now()) {
            throw FailureCode.BAD_REQUEST.because("expiresAt is in the past");
        }
    }

    public Future<Invites> list(Caller caller, ListInvites command) {
        return whose(caller, command.conversation())
                .compose(whose -> invites.list(
                        command.conversation(), whose.creator(), whose.level(), command.after(), command.limit() + 1))
                .map(found -> {
                    List<InviteView> shown = found.subList(0, Math.min(command.limit(), found.size()));
                    boolean more = found.size() > command.limit();
                    return new Invites(shown, more ? shown.get(shown.size() - 1).id() : null);
                });
    }

    public Future<Done> revoke(Caller caller, RevokeInvite command) {
        return whose(caller, command.conversation())
                .compose(whose -> invites.revoke(command.conversation(), command.invite(), whose.creator()))
                .map(found -> {
                    if (!found) {
                        throw FailureCode.NOT_FOUND.because("There is no such invite.");
                    }
                    return new Done();
                });
    }

    /** Forgets those that ended a while ago. */
    public Future<Void> removeEnded() {
        return invites.removeEnded().compose(removed -> removed == 0 ? Future.succeededFuture() : removeEnded());
    }

    /**
     * Whose invites somebody sees.
     *
     * @param creator null for everyone's
     * @param level from whom on one may make invites there
     */
    private record Whose(AccountId creator, PermissionLevel level) {}

    private Future<Whose> whose(Caller caller, ConversationId conversation) {
        return views.requireSeen(caller, conversation).map((Seen seen) -> {
            ConversationSettings settings = seen.view().settings();
            Membership actor = Access.requireMember(settings.open(), seen.membership());
            return new Whose(
                    Access.mayModerate(actor) ? null : caller.account(),
                    settings.permissions().invite());
        });
    }

    public Future<InvitePreview> preview(Caller caller, PreviewInvite command) {
        return find(caller, command.code()).map(held -> {
            boolean member = Access.isMember(held.membership());
            if (!held.usable() && !member) {
                throw FailureCode.INVITE_INVALID.failure();
            }
            return held.preview();
        });
    }

    public Future<ConversationView> use(Caller caller, UseInvite command) {
        return find(caller, command.code())
                .compose(held -> owner.apply(caller, new EnterByInvite(held.conversation(), command.code())));
    }

    public Future<ConversationView> enter(Caller caller, EnterByInvite command) {
        return invites.enter(
                        caller, command.conversation(), Token.of(command.code()).hash(), rules::enterInvited)
                .compose(entered -> Access.shown(views.get(caller, new Get(command.conversation()))));
    }

    private Future<Held> find(Caller caller, String code) {
        return invites.find(caller, Token.of(code).hash())
                .map(found -> found.orElseThrow(FailureCode.INVITE_INVALID::failure));
    }
}
