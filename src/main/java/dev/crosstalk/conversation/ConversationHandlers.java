package dev.crosstalk.conversation;

import dev.crosstalk.bus.ConversationCommand;
import dev.crosstalk.bus.Handlers;
import dev.crosstalk.bus.InviteCommand;
import dev.crosstalk.bus.ModerationCommand;

/** The conversation commands on the bus. */
public final class ConversationHandlers {
    private ConversationHandlers() {}

    public static Handlers of(InviteService invites) {
        return new Handlers()
                .on(InviteCommand.CreateInvite.class, invites::create)
                .on(InviteCommand.ListInvites.class, invites::list)
                .on(InviteCommand.RevokeInvite.class, invites::revoke)
                .on(InviteCommand.PreviewInvite.class, invites::preview)
                .on(InviteCommand.UseInvite.class, invites::use)
                .on(InviteCommand.EnterByInvite.class, invites::enter);
    }

    public static Handlers of(
            ConversationService conversations, MembershipService memberships, ModerationService moderation) {
        return new Handlers()
                .on(ConversationCommand.Create.class, conversations::create)
                .on(ConversationCommand.Get.class, conversations::get)
                .on(ConversationCommand.FindRoom.class, conversations::findRoom)
                .on(ConversationCommand.ListMine.class, conversations::mine)
                .on(ConversationCommand.ListRooms.class, conversations::rooms)
                .on(ConversationCommand.ListMembers.class, conversations::members)
                .on(ConversationCommand.AddMember.class, conversations::add)
                .on(ConversationCommand.Join.class, memberships::join)
                .on(ConversationCommand.Leave.class, memberships::leave)
                .on(ConversationCommand.Rename.class, moderation::rename)
                .on(ConversationCommand.RemoveMember.class, moderation::remove)
                .on(ModerationCommand.SetRole.class, moderation::setRole)
                .on(ModerationCommand.Configure.class, moderation::configure)
                .on(ModerationCommand.Ban.class, moderation::ban)
                .on(ModerationCommand.Unban.class, moderation::unban)
                .on(ModerationCommand.ListBans.class, moderation::bans)
                .on(ConversationCommand.Authorize.class, memberships::authorize)
                .onInternal(ConversationCommand.ListHeads.class, memberships::heads);
    }
}
