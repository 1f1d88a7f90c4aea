package dev.crosstalk.conversation;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.Authorize;
import dev.crosstalk.bus.ConversationCommand.Authorized;
import dev.crosstalk.bus.ConversationCommand.Get;
import dev.crosstalk.bus.ConversationCommand.Heads;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationCommand.Leave;
import dev.crosstalk.bus.ConversationCommand.ListHeads;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.bus.Done;
import io.vertx.core.Future;

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
                .compose(joined -> views.get(caller, new Get(command.conversation())));
    }

    public Future<Done> leave(Caller caller, Leave command) {
        return conversations
                .change(caller, command.conversation(), caller.account(), rules::leave)
                .map(new Done());
    }

    public Future<Authorized> authorize(Caller caller, Authorize command) {
        return Future.all(
                        memberships.memberOf(caller, command.conversations()),
                        memberships.acquainted(caller, command.people()))
                .map(both -> new Authorized(both.resultAt(0), both.resultAt(1)));
    }

    public Future<Heads> heads(ListHeads command) {
        return memberships.changedSince(command.since(), command.accounts());
    }
}
