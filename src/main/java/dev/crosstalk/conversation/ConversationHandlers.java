package dev.crosstalk.conversation;

import dev.crosstalk.bus.ConversationCommand;
import dev.crosstalk.bus.Handlers;

/** The conversation commands on the bus. */
public final class ConversationHandlers {
    private ConversationHandlers() {}

    public static Handlers of(ConversationService conversations, MembershipService memberships) {
        return new Handlers()
                .on(ConversationCommand.Create.class, conversations::create)
                .on(ConversationCommand.Get.class, conversations::get)
                .on(ConversationCommand.ListMine.class, conversations::mine)
                .on(ConversationCommand.ListRooms.class, conversations::rooms)
                .on(ConversationCommand.ListMembers.class, conversations::members)
                .on(ConversationCommand.AddMember.class, conversations::add)
                .on(ConversationCommand.Join.class, memberships::join)
                .on(ConversationCommand.Leave.class, memberships::leave)
                .on(ConversationCommand.Rename.class, memberships::rename)
                .on(ConversationCommand.RemoveMember.class, memberships::remove)
                .on(ConversationCommand.Authorize.class, memberships::authorize)
                .onInternal(ConversationCommand.ListHeads.class, memberships::heads);
    }
}
