package dev.crosstalk.conversation;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.Authorize;
import dev.crosstalk.bus.ConversationCommand.Authorized;
import dev.crosstalk.bus.ConversationCommand.Get;
import dev.crosstalk.bus.ConversationCommand.Head;
import dev.crosstalk.bus.ConversationCommand.Heads;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationCommand.Leave;
import dev.crosstalk.bus.ConversationCommand.ListHeads;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.bus.Done;
import dev.crosstalk.conversation.MembershipStore.Visibility;
import io.vertx.core.Future;
import java.util.List;

/** Coming and going, and who may listen. */
public final class MembershipService {
    private final ConversationStore conversations;
    private final MembershipStore memberships;
    private final ConversationService views;
    private final MembershipRules rules;

    public MembershipService(
            ConversationStore conversations, MembershipStore memberships, ConversationService views, int groupLimit) {
        this.conversations = conversations;
        this.memberships = memberships;
        this.views = views;
        this.rules = new MembershipRules(groupLimit);
    }

    public Future<ConversationView> join(Caller caller, Join command) {
        return conversations
                .change(caller, command.conversation(), caller.account(), rules::join)
                .compose(joined -> Access.shown(views.get(caller, new Get(command.conversation()))));
    }

    public Future<Done> leave(Caller caller, Leave command) {
        return conversations
                .change(caller, command.conversation(), caller.account(), rules::leave)
                .map(new Done());
    }

    public Future<Authorized> authorize(Caller caller, Authorize command) {
        Future<List<Head>> conversations = memberships.memberOf(caller, command.conversations());
        Future<List<AccountId>> people = memberships.acquainted(caller, command.people());
        Future<Visibility> visibility =
                command.conversations().isEmpty() ? Future.succeededFuture() : memberships.visibility(caller);
        return Future.all(conversations, people, visibility)
                .map(all -> authorized(conversations.result(), people.result(), visibility.result()));
    }

    /** @param visibility null if it was not asked for */
    private static Authorized authorized(List<Head> conversations, List<AccountId> people, Visibility visibility) {
        return visibility == null
                ? new Authorized(conversations, people, null, null)
                : new Authorized(conversations, people, visibility.hidden() ? true : null, visibility.userRev());
    }

    public Future<Heads> heads(ListHeads command) {
        return memberships.changedSince(command.since(), command.accounts());
    }
}
