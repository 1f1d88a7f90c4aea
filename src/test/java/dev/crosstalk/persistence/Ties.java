package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ContactState;
import dev.crosstalk.bus.FailureCode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A model of who knows whom: contacts, blocks, names, direct conversations and deleted accounts. Each change gives the ties after it or
 * throws what is answered, by the text of the protocol.
 *
 * @param states what others are to somebody; absent for nothing
 * @param names of those who are not deleted
 * @param directs pairs of people, the lower id first
 */
record Ties(
        Map<AccountId, Map<AccountId, ContactState>> states,
        Map<AccountId, String> names,
        Set<Pair> directs,
        Set<AccountId> deleted) {

    /** Two people, in order of their ids. */
    record Pair(AccountId lower, AccountId higher) implements Comparable<Pair> {
        static Pair of(AccountId one, AccountId other) {
            return one.compareTo(other) < 0 ? new Pair(one, other) : new Pair(other, one);
        }

        @Override
        public int compareTo(Pair other) {
            int first = lower.compareTo(other.lower);
            return first == 0 ? higher.compareTo(other.higher) : first;
        }
    }

    ContactState state(AccountId of, AccountId other) {
        return states.getOrDefault(of, Map.of()).getOrDefault(other, ContactState.NONE);
    }

    boolean isBlocked(AccountId one, AccountId other) {
        return state(one, other) == ContactState.BLOCKED || state(other, one) == ContactState.BLOCKED;
    }

    private Ties with(AccountId me, AccountId other, ContactState mine, ContactState theirs) {
        Map<AccountId, Map<AccountId, ContactState>> all = new TreeMap<>(states);
        put(all, me, other, mine);
        put(all, other, me, theirs);
        return new Ties(all, names, directs, deleted);
    }

    private static void put(
            Map<AccountId, Map<AccountId, ContactState>> all, AccountId of, AccountId other, ContactState state) {
        Map<AccountId, ContactState> some = new TreeMap<>(all.getOrDefault(of, Map.of()));
        if (state == ContactState.NONE) {
            some.remove(other);
        } else {
            some.put(other, state);
        }
        all.put(of, some);
    }

    private void requireThere(AccountId other) {
        require(!deleted.contains(other), FailureCode.NOT_FOUND);
    }

    private static void require(boolean permitted, FailureCode code) {
        if (!permitted) {
            throw code.failure();
        }
    }

    /** Who asks a person who already asks agrees by it; who is blocked is not told. */
    Ties request(AccountId me, AccountId other) {
        requireThere(other);
        ContactState theirs = state(other, me);
        return switch (state(me, other)) {
            case BLOCKED -> throw FailureCode.FORBIDDEN.failure();
            case INCOMING -> with(me, other, ContactState.ACCEPTED, ContactState.ACCEPTED);
            case NONE ->
                with(
                        me,
                        other,
                        ContactState.REQUESTED,
                        theirs == ContactState.BLOCKED ? theirs : ContactState.INCOMING);
            case REQUESTED, ACCEPTED -> this;
        };
    }

    Ties accept(AccountId me, AccountId other) {
        requireThere(other);
        return switch (state(me, other)) {
            case INCOMING -> with(me, other, ContactState.ACCEPTED, ContactState.ACCEPTED);
            case ACCEPTED -> this;
            default -> throw FailureCode.NOT_FOUND.failure();
        };
    }

    Ties decline(AccountId me, AccountId other) {
        requireThere(other);
        return state(me, other) == ContactState.INCOMING ? with(me, other, ContactState.NONE, ContactState.NONE) : this;
    }

    Ties remove(AccountId me, AccountId other) {
        requireThere(other);
        return state(me, other) == ContactState.BLOCKED
                ? this
                : with(me, other, ContactState.NONE, withoutMe(state(other, me)));
    }

    private static ContactState withoutMe(ContactState theirs) {
        return theirs == ContactState.BLOCKED ? theirs : ContactState.NONE;
    }

    /** A contact ends as if it had been removed, and a request waits. */
    Ties block(AccountId me, AccountId other) {
        requireThere(other);
        ContactState theirs = state(other, me);
        return with(me, other, ContactState.BLOCKED, theirs == ContactState.REQUESTED ? theirs : withoutMe(theirs));
    }

    /** A request that waited is heard of. */
    Ties unblock(AccountId me, AccountId other) {
        requireThere(other);
        if (state(me, other) != ContactState.BLOCKED) {
            return this;
        }
        ContactState theirs = state(other, me);
        boolean waited = theirs == ContactState.REQUESTED;
        return with(me, other, waited ? ContactState.INCOMING : ContactState.NONE, theirs);
    }

    Ties open(AccountId me, AccountId other) {
        if (directs.contains(Pair.of(me, other))) {
            return this;
        }
        requireThere(other);
        require(!isBlocked(me, other), FailureCode.FORBIDDEN);
        Set<Pair> all = new TreeSet<>(directs);
        all.add(Pair.of(me, other));
        return new Ties(states, names, all, deleted);
    }

    /** Nobody else has the name. */
    Ties rename(AccountId me, String name) {
        require(
                names.entrySet().stream()
                        .noneMatch(one ->
                                one.getValue().equals(name) && !one.getKey().equals(me)),
                FailureCode.NAME_TAKEN);
        Map<AccountId, String> all = new TreeMap<>(names);
        all.put(me, name);
        return new Ties(states, all, directs, deleted);
    }

    Ties delete(AccountId me) {
        Map<AccountId, Map<AccountId, ContactState>> left = new TreeMap<>();
        states.forEach((account, all) -> {
            Map<AccountId, ContactState> some = new TreeMap<>(all);
            some.remove(me);
            left.put(account, account.equals(me) ? Map.of() : some);
        });
        Map<AccountId, String> others = new TreeMap<>(names);
        others.remove(me);
        Set<AccountId> gone = new TreeSet<>(deleted);
        gone.add(me);
        return new Ties(left, others, directs, gone);
    }
}
