package dev.crosstalk.conversation;

import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.JoinPolicy;
import dev.crosstalk.bus.ModerationCommand.Configure;
import dev.crosstalk.bus.Role;
import dev.crosstalk.conversation.Change.All;
import dev.crosstalk.conversation.Change.Bans;
import dev.crosstalk.conversation.Change.Configured;
import dev.crosstalk.conversation.Change.Exits;
import dev.crosstalk.conversation.Change.GivesRole;
import dev.crosstalk.conversation.Change.Nothing;
import dev.crosstalk.conversation.Change.Retitled;
import dev.crosstalk.conversation.Change.Unbans;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The rules of keeping order, decided under the conversation's lock. Each gives the change, or throws the refusal.
 *
 * <p>Owners act on everyone, moderators on those below them, nobody else on others.
 */
final class ModerationRules {
    private ModerationRules() {}

    static Change setRole(Locked conversation, Role role) {
        Membership actor = conversation.requireActor();
        MembershipRules.requireNotDirect(conversation);
        requireOver(actor, requireSubject(conversation), "You may not change this member's role.");
        if (actor.role() != Role.OWNER && !actor.role().outranks(role)) {
            throw FailureCode.FORBIDDEN.because("Only owners give that role.");
        }
        if (conversation.subject().orElseThrow().role() == role) {
            return new Nothing();
        }
        if (conversation.lastOwner()) {
            throw FailureCode.LAST_OWNER.failure();
        }
        return new GivesRole(role);
    }

    static Change remove(Locked conversation) {
        Membership actor = conversation.requireActor();
        MembershipRules.requireTitled(conversation);
        requireModerator(actor);
        requireOver(actor, requireSubject(conversation), "You may not remove this member.");
        return new Exits(ConversationEvent.Change.REMOVED);
    }

    /** Of groups those who were there once can be kept out, of rooms everyone of the application. */
    static Change ban(Locked conversation, boolean self, Long until) {
        Membership actor = conversation.requireActor();
        MembershipRules.requireTitled(conversation);
        requireModerator(actor);
        if (self) {
            throw FailureCode.BAD_REQUEST.because("Nobody bans themselves.");
        }
        if (until != null && until <= conversation.now()) {
            throw FailureCode.BAD_REQUEST.because("until is in the past");
        }
        if (conversation.subject().isEmpty() && conversation.kind() != ConversationKind.ROOM) {
            throw noMember();
        }
        if (!Access.isMember(conversation.subject())) {
            return isBannedAlready(conversation, until) ? new Nothing() : new Bans(until);
        }
        requireOver(actor, conversation.subject().get(), "You may not ban this member.");
        return new All(List.of(new Exits(ConversationEvent.Change.REMOVED), new Bans(until)));
    }

    /** Who repeats a ban whose acknowledgement was lost bans nobody twice. */
    private static boolean isBannedAlready(Locked conversation, Long until) {
        return conversation
                .subject()
                .filter(place -> place.state() == Membership.State.BANNED && Objects.equals(until, place.bannedUntil()))
                .isPresent();
    }

    static Change unban(Locked conversation) {
        Membership actor = conversation.requireActor();
        MembershipRules.requireTitled(conversation);
        requireModerator(actor);
        boolean banned = conversation
                .subject()
                .filter(place -> place.state() == Membership.State.BANNED)
                .isPresent();
        return banned ? new Unbans() : new Nothing();
    }

    static Change rename(Locked conversation, String title) {
        Membership actor = conversation.requireActor();
        MembershipRules.requireNotDirect(conversation);
        Access.require(conversation.settings().permissions().rename(), actor, "You may not change the title.");
        return title.equals(conversation.title()) ? new Nothing() : new Retitled(title);
    }

    /** A title that is no other one needs no permission: clients may send all that they show. */
    static Change configure(Locked conversation, Configure wanted) {
        Membership actor = conversation.requireActor();
        MembershipRules.requireNotDirect(conversation);
        List<Change> changes = new ArrayList<>();
        if (wanted.title() != null && !wanted.title().equals(conversation.title())) {
            changes.add(rename(conversation, wanted.title()));
        }
        ConversationSettings settings =
                conversation.settings().with(wanted.joinPolicy(), wanted.permissions(), wanted.slowModeSeconds());
        if (!settings.equals(conversation.settings())) {
            requireOwner(actor);
            if (settings.joinPolicy() == JoinPolicy.OPEN && conversation.kind() != ConversationKind.ROOM) {
                throw FailureCode.WRONG_KIND.because("Only rooms are open.");
            }
            changes.add(new Configured(settings));
        }
        return new All(changes);
    }

    static void requireModerator(Membership actor) {
        if (!Access.mayModerate(actor)) {
            throw FailureCode.FORBIDDEN.because("Only owners and moderators may do that.");
        }
    }

    private static void requireOwner(Membership actor) {
        if (actor.role() != Role.OWNER) {
            throw FailureCode.FORBIDDEN.because("Only owners change the settings.");
        }
    }

    private static void requireOver(Membership actor, Membership subject, String text) {
        boolean over = actor.role() == Role.OWNER
                || (Access.mayModerate(actor) && actor.role().outranks(subject.role()));
        if (!over) {
            throw FailureCode.FORBIDDEN.because(text);
        }
    }

    private static Membership requireSubject(Locked conversation) {
        return conversation.subject().filter(Membership::isActive).orElseThrow(ModerationRules::noMember);
    }

    private static RuntimeException noMember() {
        return FailureCode.NOT_FOUND.because("That person is not a member.");
    }
}
