package dev.crosstalk.conversation;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.Get;
import dev.crosstalk.bus.ConversationCommand.RemoveMember;
import dev.crosstalk.bus.ConversationCommand.Rename;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.bus.Done;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.ModerationCommand.Ban;
import dev.crosstalk.bus.ModerationCommand.Banned;
import dev.crosstalk.bus.ModerationCommand.Bans;
import dev.crosstalk.bus.ModerationCommand.Configure;
import dev.crosstalk.bus.ModerationCommand.ListBans;
import dev.crosstalk.bus.ModerationCommand.SetRole;
import dev.crosstalk.bus.ModerationCommand.Unban;
import io.vertx.core.Future;
import java.util.List;

/** Keeping conversations in order: roles, settings, removals and bans. */
public final class ModerationService {
    private final ConversationStore conversations;
    private final MembershipStore memberships;
    private final ConversationService views;

    public ModerationService(ConversationStore conversations, MembershipStore memberships, ConversationService views) {
        this.conversations = conversations;
        this.memberships = memberships;
        this.views = views;
    }

    public Future<Done> setRole(Caller caller, SetRole command) {
        return conversations
                .change(
                        caller,
                        command.conversation(),
                        command.account(),
                        locked -> ModerationRules.setRole(locked, command.role()))
                .map(new Done());
    }

    public Future<Done> remove(Caller caller, RemoveMember command) {
        return conversations
                .change(caller, command.conversation(), command.account(), ModerationRules::remove)
                .map(new Done());
    }

    /** Whom one bans must be of the application; an account stays for ever, so that this may be asked before the lock. */
    public Future<Done> ban(Caller caller, Ban command) {
        AccountId account = command.account();
        return conversations
                .exists(caller.application(), account)
                .compose(exists -> conversations.change(caller, command.conversation(), account, locked -> {
                    Change change = ModerationRules.ban(locked, account.equals(caller.account()), command.until());
                    if (!exists) {
                        throw FailureCode.NOT_FOUND.because("There is no such account.");
                    }
                    return change;
                }))
                .map(new Done());
    }

    public Future<Done> unban(Caller caller, Unban command) {
        return conversations
                .change(caller, command.conversation(), command.account(), ModerationRules::unban)
                .map(new Done());
    }

    public Future<Bans> bans(Caller caller, ListBans command) {
        return views.requireSeen(caller, command.conversation())
                .compose(seen -> {
                    ModerationRules.requireModerator(
                            Access.requireMember(seen.view().settings().open(), seen.membership()));
                    return memberships.banned(command.conversation(), command.after(), command.limit() + 1);
                })
                .map(found -> {
                    List<Banned> shown = found.subList(0, Math.min(command.limit(), found.size()));
                    boolean more = found.size() > command.limit();
                    return new Bans(
                            shown, more ? shown.get(shown.size() - 1).account().id() : null);
                });
    }

    public Future<ConversationView> rename(Caller caller, Rename command) {
        return conversations
                .change(
                        caller,
                        command.conversation(),
                        caller.account(),
                        locked -> ModerationRules.rename(locked, command.title()))
                .compose(renamed -> Access.shown(views.get(caller, new Get(command.conversation()))));
    }

    public Future<ConversationView> configure(Caller caller, Configure command) {
        return conversations
                .change(
                        caller,
                        command.conversation(),
                        caller.account(),
                        locked -> ModerationRules.configure(locked, command))
                .compose(configured -> Access.shown(views.get(caller, new Get(command.conversation()))));
    }
}
