package dev.crosstalk.conversation;

import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Role;
import dev.crosstalk.conversation.Change.Enters;
import dev.crosstalk.conversation.Change.Exits;
import dev.crosstalk.conversation.Change.Nothing;
import dev.crosstalk.conversation.Change.Retitled;

/** The rules of changing a conversation, decided under its lock. Each gives the change, or throws the refusal. */
final class MembershipRules {
    private final int groupLimit;

    MembershipRules(int groupLimit) {
        this.groupLimit = groupLimit;
    }

    /** Everyone of the application may enter a room, except who was removed from it. */
    Change join(Locked conversation) {
        if (Access.isMember(conversation.actor())) {
            return new Nothing();
        }
        if (conversation.kind() != ConversationKind.ROOM) {
            throw Access.refusal(conversation.kind(), conversation.actor());
        }
        if (conversation.actor().isPresent() && conversation.actor().get().state() == Membership.State.REMOVED) {
            throw FailureCode.FORBIDDEN.because("You were removed from this room.");
        }
        return new Enters(ConversationEvent.Change.JOINED, roleOnReturn(conversation), 0);
    }

    /** An owner who comes back is a member like others, unless nobody else is there. */
    private static Role roleOnReturn(Locked conversation) {
        return conversation.memberCount() == 0 ? Role.OWNER : Role.MEMBER;
    }

    /** Every member may add people; they see a room's whole history and a group's from now on. */
    Change add(Locked conversation) {
        Access.requireMember(conversation.kind(), conversation.actor());
        if (conversation.title() == null) {
            throw FailureCode.WRONG_KIND.failure();
        }
        if (Access.isMember(conversation.subject())) {
            return new Nothing();
        }
        boolean group = conversation.kind() == ConversationKind.GROUP;
        if (group && conversation.memberCount() >= groupLimit) {
            throw FailureCode.CONVERSATION_FULL.failure();
        }
        return new Enters(ConversationEvent.Change.ADDED, Role.MEMBER, group ? conversation.lastSeq() : 0);
    }

    Change leave(Locked conversation) {
        Access.requireMember(conversation.kind(), conversation.actor());
        requireNotDirect(conversation);
        return new Exits(ConversationEvent.Change.LEFT);
    }

    Change remove(Locked conversation) {
        Membership actor = Access.requireMember(conversation.kind(), conversation.actor());
        requireNotDirect(conversation);
        if (conversation.title() == null) {
            throw FailureCode.WRONG_KIND.failure();
        }
        if (actor.role() != Role.OWNER) {
            throw FailureCode.FORBIDDEN.because("Only owners remove members.");
        }
        if (!Access.isMember(conversation.subject())) {
            throw FailureCode.NOT_FOUND.because("That person is not a member.");
        }
        return new Exits(ConversationEvent.Change.REMOVED);
    }

    /** Every member may name a group, owners alone a room. */
    Change rename(Locked conversation, String title) {
        Membership actor = Access.requireMember(conversation.kind(), conversation.actor());
        requireNotDirect(conversation);
        if (conversation.kind() == ConversationKind.ROOM && actor.role() != Role.OWNER) {
            throw FailureCode.FORBIDDEN.because("Only owners rename a room.");
        }
        return title.equals(conversation.title()) ? new Nothing() : new Retitled(title);
    }

    private static void requireNotDirect(Locked conversation) {
        if (conversation.kind() == ConversationKind.DIRECT) {
            throw FailureCode.WRONG_KIND.failure();
        }
    }
}
