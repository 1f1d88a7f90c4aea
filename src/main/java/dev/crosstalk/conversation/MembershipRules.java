package dev.crosstalk.conversation;

import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Role;
import dev.crosstalk.conversation.Change.Enters;
import dev.crosstalk.conversation.Change.Exits;
import dev.crosstalk.conversation.Change.Nothing;

/** The rules of coming and going, decided under the conversation's lock. Each gives the change, or throws the refusal. */
final class MembershipRules {
    private final int groupLimit;

    MembershipRules(int groupLimit) {
        this.groupLimit = groupLimit;
    }

    /** Everyone of the application may enter an open room, except who is banned from it. */
    Change join(Locked conversation) {
        if (Access.isMember(conversation.actor())) {
            return new Nothing();
        }
        refuseBanned(conversation, conversation.actor());
        if (!conversation.settings().open()) {
            throw Access.refusal(false, conversation.actor());
        }
        return new Enters(ConversationEvent.Change.JOINED, roleOnReturn(conversation), 0);
    }

    /** Who holds an invite enters a titled group, or any room. */
    Change enterInvited(Locked conversation) {
        if (Access.isMember(conversation.actor())) {
            return new Nothing();
        }
        refuseBanned(conversation, conversation.actor());
        requireTitled(conversation);
        requireRoom(conversation);
        return new Enters(ConversationEvent.Change.JOINED, roleOnReturn(conversation), seenFrom(conversation));
    }

    /** An owner who comes back is a member like others, unless nobody else is there. */
    private static Role roleOnReturn(Locked conversation) {
        return conversation.memberCount() == 0 ? Role.OWNER : Role.MEMBER;
    }

    /** Who is added sees a room's whole history, and a group's from now on. */
    Change add(Locked conversation) {
        Membership actor = conversation.requireActor();
        requireTitled(conversation);
        Access.require(conversation.settings().permissions().addMembers(), actor, "You may not add members here.");
        if (Access.isMember(conversation.subject())) {
            return new Nothing();
        }
        refuseBanned(conversation, conversation.subject());
        requireRoom(conversation);
        return new Enters(ConversationEvent.Change.ADDED, Role.MEMBER, seenFrom(conversation));
    }

    private static void refuseBanned(Locked conversation, java.util.Optional<Membership> place) {
        if (place.filter(banned -> banned.isBanned(conversation.now())).isPresent()) {
            throw FailureCode.BANNED.failure();
        }
    }

    private void requireRoom(Locked conversation) {
        if (conversation.kind() == ConversationKind.GROUP && conversation.memberCount() >= groupLimit) {
            throw FailureCode.CONVERSATION_FULL.failure();
        }
    }

    private static long seenFrom(Locked conversation) {
        return conversation.kind() == ConversationKind.GROUP ? conversation.lastSeq() : 0;
    }

    Change leave(Locked conversation) {
        conversation.requireActor();
        requireNotDirect(conversation);
        return new Exits(ConversationEvent.Change.LEFT);
    }

    static void requireNotDirect(Locked conversation) {
        if (conversation.kind() == ConversationKind.DIRECT) {
            throw FailureCode.WRONG_KIND.failure();
        }
    }

    /** Direct conversations and untitled groups are what they are by their participants. */
    static void requireTitled(Locked conversation) {
        if (conversation.title() == null) {
            throw FailureCode.WRONG_KIND.failure();
        }
    }
}
