package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.InviteId;
import dev.crosstalk.bus.ModerationCommand.Configure;
import dev.crosstalk.bus.PermissionLevel;
import dev.crosstalk.bus.Role;
import dev.crosstalk.persistence.Order.Invite;
import dev.crosstalk.persistence.Order.Place;
import dev.crosstalk.persistence.Order.State;

/** What becomes of an {@link Order} when somebody does something, by the text of the protocol and not by the code. */
final class OrderRules {
    private OrderRules() {}

    static Order join(Order order, AccountId actor) {
        if (order.has(actor)) {
            return order;
        }
        refuseBanned(order, actor);
        if (!order.settings().open()) {
            throw order.stranger(false, actor);
        }
        return order.enter(actor, onReturn(order), 0);
    }

    private static Role onReturn(Order order) {
        return order.members() == 0 ? Role.OWNER : Role.MEMBER;
    }

    private static void refuseBanned(Order order, AccountId account) {
        require(order.place(account).map(Place::state).orElse(State.OUT) != State.BANNED, FailureCode.BANNED);
    }

    private static long seenFrom(Order order) {
        return order.kind() == ConversationKind.GROUP ? order.lastSeq() : 0;
    }

    static Order leave(Order order, AccountId actor) {
        order.require(actor);
        return order.exit(actor);
    }

    static Order add(Order order, AccountId actor, AccountId subject) {
        order.require(actor);
        require(order.may(order.settings().permissions().addMembers(), actor), FailureCode.FORBIDDEN);
        if (order.has(subject)) {
            return order;
        }
        refuseBanned(order, subject);
        return order.enter(subject, Role.MEMBER, seenFrom(order));
    }

    static Order remove(Order order, AccountId actor, AccountId subject) {
        order.require(actor);
        require(order.moderates(actor), FailureCode.FORBIDDEN);
        require(order.has(subject), FailureCode.NOT_FOUND);
        require(isOver(order, actor, subject), FailureCode.FORBIDDEN);
        return order.exit(subject);
    }

    /** Who is banned and is banned again is as before. */
    static Order ban(Order order, AccountId actor, AccountId subject) {
        order.require(actor);
        require(order.moderates(actor), FailureCode.FORBIDDEN);
        require(order.kind() == ConversationKind.ROOM || order.place(subject).isPresent(), FailureCode.NOT_FOUND);
        if (order.place(subject).map(Place::state).orElse(State.OUT) == State.BANNED) {
            return order;
        }
        if (!order.has(subject)) {
            return order.keepOut(subject, State.BANNED);
        }
        require(isOver(order, actor, subject), FailureCode.FORBIDDEN);
        return order.exit(subject).keepOut(subject, State.BANNED);
    }

    static Order unban(Order order, AccountId actor, AccountId subject) {
        order.require(actor);
        require(order.moderates(actor), FailureCode.FORBIDDEN);
        return order.place(subject).map(Place::state).orElse(State.OUT) == State.BANNED
                ? order.keepOut(subject, State.OUT)
                : order;
    }

    static Order setRole(Order order, AccountId actor, AccountId subject, Role role) {
        order.require(actor);
        require(order.has(subject), FailureCode.NOT_FOUND);
        require(isOver(order, actor, subject), FailureCode.FORBIDDEN);
        Role own = order.places().get(actor).role();
        require(own == Role.OWNER || own.outranks(role), FailureCode.FORBIDDEN);
        if (order.places().get(subject).role() == role) {
            return order;
        }
        require(!order.isLastOwner(subject), FailureCode.LAST_OWNER);
        return order.put(subject, order.role(subject, role), 1).endInvites();
    }

    private static boolean isOver(Order order, AccountId actor, AccountId subject) {
        Role own = order.places().get(actor).role();
        return own == Role.OWNER
                || (own == Role.MODERATOR
                        && own.outranks(order.places().get(subject).role()));
    }

    static Order configure(Order order, AccountId actor, Configure wanted) {
        order.require(actor);
        ConversationSettings settings =
                order.settings().with(wanted.joinPolicy(), wanted.permissions(), wanted.slowModeSeconds());
        if (settings.equals(order.settings())) {
            return order;
        }
        require(order.places().get(actor).role() == Role.OWNER, FailureCode.FORBIDDEN);
        require(!settings.open() || order.kind() == ConversationKind.ROOM, FailureCode.WRONG_KIND);
        return order.settled(settings);
    }

    static Order rename(Order order, AccountId actor, String title) {
        order.require(actor);
        require(order.may(order.settings().permissions().rename(), actor), FailureCode.FORBIDDEN);
        return title.equals(order.title()) ? order : order.retitled(title);
    }

    static Order keep(Order order, AccountId actor, Integer days) {
        order.require(actor);
        require(order.places().get(actor).role() == Role.OWNER, FailureCode.FORBIDDEN);
        return java.util.Objects.equals(days, order.days()) ? order : order.kept(days);
    }

    static Order post(Order order, AccountId actor, boolean everyone) {
        Place place = order.require(actor);
        require(order.may(order.settings().permissions().post(), actor), FailureCode.READ_ONLY);
        boolean waits = order.settings().slowModeSeconds() > 0 && !order.moderates(actor);
        require(!waits || !place.hasPosted(), FailureCode.SLOW_MODE);
        require(!everyone || order.may(order.settings().permissions().mentionEveryone(), actor), FailureCode.FORBIDDEN);
        Order after = order.posted();
        return waits
                ? after.put(actor, new Place(place.state(), place.role(), place.joinedSeq(), place.since(), true), 0)
                : after;
    }

    static Order pin(Order order, AccountId actor, boolean on) {
        Place place = order.require(actor);
        require(place.joinedSeq() == 0, FailureCode.NOT_FOUND);
        require(!on || order.may(PermissionLevel.EVERYONE, actor), FailureCode.READ_ONLY);
        require(order.may(order.settings().permissions().pin(), actor), FailureCode.FORBIDDEN);
        return order.pinned() == on ? order : order.pinned(on);
    }

    /** @param id null if it was refused */
    static Order invite(Order order, AccountId actor, InviteId id, Integer maxUses) {
        order.require(actor);
        require(order.may(order.settings().permissions().invite(), actor), FailureCode.FORBIDDEN);
        return id == null ? order : order.invited(id, new Invite(actor, maxUses, 0, false));
    }

    static Order use(Order order, AccountId actor, InviteId id) {
        if (order.has(actor)) {
            return order;
        }
        Invite invite = order.invites().get(id);
        require(!invite.ended(), FailureCode.INVITE_INVALID);
        refuseBanned(order, actor);
        int uses = invite.uses() + 1;
        boolean spent = invite.maxUses() != null && uses >= invite.maxUses();
        return order.invited(id, new Invite(invite.by(), invite.maxUses(), uses, spent))
                .enter(actor, onReturn(order), seenFrom(order));
    }

    static Order revoke(Order order, AccountId actor, InviteId id) {
        order.require(actor);
        Invite invite = order.invites().get(id);
        require(order.moderates(actor) || invite.by().equals(actor), FailureCode.NOT_FOUND);
        return order.invited(id, new Invite(invite.by(), invite.maxUses(), invite.uses(), true));
    }

    private static void require(boolean permitted, FailureCode code) {
        if (!permitted) {
            throw code.failure();
        }
    }
}
