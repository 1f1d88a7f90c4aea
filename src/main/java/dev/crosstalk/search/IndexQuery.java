package dev.crosstalk.search;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.IndexingCommand.Grant;
import dev.crosstalk.bus.IndexingCommand.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is looked for, with who asks worked into it: nothing else is found.
 *
 * @param must all of these
 * @param mustNot none of these
 * @param grants only in these conversations, each from a seq on
 * @param senders only of these; null for all
 * @param notSenders of none of these
 * @param from epoch milliseconds, the earliest
 * @param until epoch milliseconds, before which
 * @param features all of these
 * @param notFeatures none of these
 * @param only among these messages; null for all
 * @param not none of these messages
 * @param after the last one of the page before, or null
 */
record IndexQuery(
        List<Sought> must,
        List<Sought> mustNot,
        List<Grant> grants,
        Set<AccountId> senders,
        Set<AccountId> notSenders,
        long from,
        long until,
        Set<String> features,
        Set<String> notFeatures,
        Set<Place> only,
        Set<Place> not,
        Cursor after,
        int limit) {

    /** Whether it can find nothing. */
    boolean isVain() {
        return grants.isEmpty()
                || from >= until
                || (senders != null && senders.isEmpty())
                || (only != null && only.isEmpty());
    }

    /** Puts a query together. */
    static final class Builder {
        private final List<Sought> must = new ArrayList<>();
        private final List<Sought> mustNot = new ArrayList<>();
        private final Set<AccountId> notSenders = new HashSet<>();
        private final Set<String> features = new HashSet<>();
        private final Set<String> notFeatures = new HashSet<>();
        private final Set<Place> not = new HashSet<>();
        private final Set<ConversationId> notRooms = new HashSet<>();
        private Set<ConversationId> rooms;
        private Set<AccountId> senders;
        private Set<Place> only;
        private long from;
        private long until = Long.MAX_VALUE;

        Builder words(Sought sought, boolean negated) {
            (negated ? mustNot : must).add(sought);
            return this;
        }

        /** Several that are wanted: any of them. */
        Builder sender(AccountId account, boolean negated) {
            if (negated) {
                notSenders.add(account);
            } else {
                senders = senders == null ? new HashSet<>() : senders;
                senders.add(account);
            }
            return this;
        }

        /** Likewise. */
        Builder rooms(List<ConversationId> some, boolean negated) {
            if (negated) {
                notRooms.addAll(some);
            } else {
                rooms = rooms == null ? new HashSet<>() : rooms;
                rooms.addAll(some);
            }
            return this;
        }

        Builder before(long time) {
            until = Math.min(until, time);
            return this;
        }

        Builder since(long time) {
            from = Math.max(from, time);
            return this;
        }

        Builder feature(String feature, boolean negated) {
            (negated ? notFeatures : features).add(feature);
            return this;
        }

        Builder among(List<Place> places, boolean negated) {
            if (negated) {
                not.addAll(places);
            } else if (only == null) {
                only = new HashSet<>(places);
            } else {
                only.retainAll(new HashSet<>(places));
            }
            return this;
        }

        IndexQuery build(List<Grant> grants, Cursor after, int limit) {
            List<Grant> granted = grants.stream()
                    .filter(grant -> rooms == null || rooms.contains(grant.conversation()))
                    .filter(grant -> !notRooms.contains(grant.conversation()))
                    .toList();
            return new IndexQuery(
                    must,
                    mustNot,
                    granted,
                    senders,
                    notSenders,
                    from,
                    until,
                    features,
                    notFeatures,
                    only,
                    not,
                    after,
                    limit);
        }
    }
}
