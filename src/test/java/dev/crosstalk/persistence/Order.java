package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.InviteId;
import dev.crosstalk.bus.PermissionLevel;
import dev.crosstalk.bus.Role;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A model of a conversation's order: who is in it as what, who is kept out, what is settled, which invites there are. Each change
 * gives the order after it or throws what is answered, as the protocol says it.
 *
 * @param days after how many days messages are removed; null for never
 * @param pinned whether the first message is pinned
 * @param rev how many revisions were taken
 */
record Order(
        ConversationKind kind,
        String title,
        ConversationSettings settings,
        Integer days,
        long lastSeq,
        boolean pinned,
        Map<AccountId, Place> places,
        Map<InviteId, Invite> invites,
        long rev) {

    /**
     * Where somebody is, or was.
     *
     * @param joinedSeq messages up to this one are not seen
     * @param since the revision at which the person came
     * @param hasPosted whether that was in slow mode, by somebody who has to wait
     */
    record Place(State state, Role role, long joinedSeq, long since, boolean hasPosted) {
        boolean active() {
            return state == State.IN;
        }

        Place with(State now, Role what, long seenFrom, long rev) {
            return new Place(now, what, seenFrom, rev, hasPosted);
        }
    }

    enum State {
        IN,
        OUT,
        BANNED
    }

    /** @param ended for good: revoked, used up, or made by who may make none any more */
    record Invite(AccountId by, Integer maxUses, int uses, boolean ended) {}

    private static final Place NONE = new Place(State.OUT, Role.MEMBER, 0, 0, false);

    Optional<Place> place(AccountId account) {
        return Optional.ofNullable(places.get(account));
    }

    boolean has(AccountId account) {
        return place(account).filter(Place::active).isPresent();
    }

    long members() {
        return places.values().stream().filter(Place::active).count();
    }

    Place require(AccountId account) {
        return place(account).filter(Place::active).orElseThrow(() -> stranger(settings.open(), account));
    }

    RuntimeException stranger(boolean open, AccountId account) {
        return (open || places.containsKey(account) ? FailureCode.NOT_A_MEMBER : FailureCode.NOT_FOUND).failure();
    }

    boolean may(PermissionLevel level, AccountId account) {
        return has(account) && level.permits(places.get(account).role());
    }

    boolean moderates(AccountId account) {
        return has(account) && places.get(account).role().mayModerate();
    }

    boolean isLastOwner(AccountId account) {
        return has(account)
                && places.get(account).role() == Role.OWNER
                && places.values().stream()
                                .filter(one -> one.active() && one.role() == Role.OWNER)
                                .count()
                        == 1;
    }

    Order put(AccountId account, Place place, long revs) {
        Map<AccountId, Place> all = new TreeMap<>(places);
        all.put(account, place);
        return new Order(kind, title, settings, days, lastSeq, pinned, all, invites, rev + revs);
    }

    /** Another role than that of a member is told by an event of its own. */
    Order enter(AccountId account, Role role, long seenFrom) {
        Place before = place(account).orElse(NONE);
        return put(account, before.with(State.IN, role, seenFrom, rev + 1), role == Role.MEMBER ? 1 : 2);
    }

    /** Who goes leaves what only an owner can do to a moderator, or else to somebody; who came first. */
    Order exit(AccountId account) {
        boolean last = isLastOwner(account);
        Order left = put(account, places.get(account).with(State.OUT, Role.MEMBER, 0, rev + 1), 1);
        Optional<AccountId> heir = last ? left.heir() : Optional.empty();
        return heir.map(one -> left.put(one, left.role(one, Role.OWNER), 1))
                .orElse(left)
                .endInvites();
    }

    private Optional<AccountId> heir() {
        return places.entrySet().stream()
                .filter(entry -> entry.getValue().active())
                .min(Comparator.<Map.Entry<AccountId, Place>>comparingInt(
                                entry -> switch (entry.getValue().role()) {
                                    case OWNER, MODERATOR -> 0;
                                    case MEMBER -> 1;
                                    case READ_ONLY -> 2;
                                })
                        .thenComparingLong(entry -> entry.getValue().since())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey);
    }

    Place role(AccountId account, Role role) {
        Place place = places.get(account);
        return place.with(place.state(), role, place.joinedSeq(), place.since());
    }

    Order keepOut(AccountId account, State state) {
        return put(account, place(account).orElse(NONE).with(state, Role.MEMBER, 0, rev + 1), 1)
                .endInvites();
    }

    Order retitled(String now) {
        return new Order(kind, now, settings, days, lastSeq, pinned, places, invites, rev + 1);
    }

    Order settled(ConversationSettings now) {
        return new Order(kind, title, now, days, lastSeq, pinned, places, invites, rev + 1).endInvites();
    }

    Order kept(Integer now) {
        return new Order(kind, title, settings, now, lastSeq, pinned, places, invites, rev + 1);
    }

    Order pinned(boolean now) {
        return new Order(kind, title, settings, days, lastSeq, now, places, invites, rev + 1);
    }

    Order posted() {
        return new Order(kind, title, settings, days, lastSeq + 1, pinned, places, invites, rev + 1);
    }

    Order invited(InviteId id, Invite invite) {
        Map<InviteId, Invite> all = new TreeMap<>(invites);
        all.put(id, invite);
        return new Order(kind, title, settings, days, lastSeq, pinned, places, all, rev);
    }

    /** Those of people who may make none now. */
    Order endInvites() {
        Map<InviteId, Invite> all = new TreeMap<>(invites);
        all.replaceAll((id, invite) -> may(settings.permissions().invite(), invite.by())
                ? invite
                : new Invite(invite.by(), invite.maxUses(), invite.uses(), true));
        return new Order(kind, title, settings, days, lastSeq, pinned, places, all, rev);
    }

    /** What can be asked about it, at its end. @param invites those that let somebody in, with their uses */
    record Shown(
            String title,
            ConversationSettings settings,
            Integer days,
            long lastSeq,
            long rev,
            Map<AccountId, Role> members,
            Set<AccountId> banned,
            Map<InviteId, Integer> invites) {}

    Shown shown() {
        Map<AccountId, Role> members = new TreeMap<>();
        Set<AccountId> banned = new TreeSet<>();
        places.forEach((account, place) -> {
            if (place.active()) {
                members.put(account, place.role());
            } else if (place.state() == State.BANNED) {
                banned.add(account);
            }
        });
        Map<InviteId, Integer> living = new TreeMap<>();
        invites.forEach((id, invite) -> {
            if (!invite.ended()) {
                living.put(id, invite.uses());
            }
        });
        return new Shown(title, settings, days, lastSeq, rev, members, banned, living);
    }
}
