package dev.crosstalk.bridge;

import dev.crosstalk.bridge.Topic.Admission;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.AddressTerms;
import dev.crosstalk.bus.Addresses.Target;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.Authorize;
import dev.crosstalk.bus.ConversationCommand.Authorized;
import dev.crosstalk.bus.ConversationCommand.Head;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets subscriptions begin: first the registration on the bus, then the permission, then the acknowledgement. In this order a
 * removal that passes in between is seen. All that a socket registers in one tick is one question. On the hub's context.
 */
final class Admissions {
    private static final int MOST_IN_A_QUESTION = 5_000;
    /** Before each repetition of a question that failed: the official client does not subscribe again. */
    private static final List<Long> PAUSES_MS = List.of(200L, 600L, 1_800L);

    private final Hub hub;

    Admissions(Hub hub) {
        this.hub = hub;
    }

    /** A wish to subscribe, and the topic that waits for the permission. */
    private record Wish(Subscription subscription, Topic topic) {
        Target target() {
            return subscription.target();
        }
    }

    private record Batch(Loop loop, Caller caller, List<Wish> wishes) {
        Batch of(List<Wish> some) {
            return new Batch(loop, caller, some);
        }
    }

    void begin(Loop loop, Caller caller, List<Subscription> subscriptions) {
        List<Wish> wishes = new ArrayList<>(subscriptions.size());
        for (Subscription subscription : subscriptions) {
            Topic topic = hub.open(subscription);
            topic.expect();
            wishes.add(new Wish(subscription, topic));
        }
        Batch batch = new Batch(loop, caller, wishes);
        List<Future<Void>> registrations = wishes.stream()
                .map(wish -> wish.topic().registered())
                .distinct()
                .toList();
        Future.join(registrations).onComplete(done -> hub.later(() -> registered(batch)));
    }

    private void registered(Batch batch) {
        List<Wish> toAsk = new ArrayList<>();
        for (Wish wish : batch.wishes()) {
            if (wish.topic().registered().failed()) {
                refuse(batch, wish, FailureCode.UNAVAILABLE.failure());
                hub.discard(wish.topic());
            } else if (wish.subscription().needsPermission()) {
                toAsk.add(wish);
            } else {
                admit(batch, wish, wish.subscription().socket().userRev());
            }
        }
        askAll(batch.of(toAsk));
    }

    private void askAll(Batch batch) {
        List<Wish> wishes = batch.wishes();
        for (int from = 0; from < wishes.size(); from += MOST_IN_A_QUESTION) {
            ask(batch.of(wishes.subList(from, Math.min(wishes.size(), from + MOST_IN_A_QUESTION))), 0);
        }
    }

    private void ask(Batch batch, int repetitions) {
        Set<ConversationId> conversations = new HashSet<>();
        Set<AccountId> people = new HashSet<>();
        for (Wish wish : batch.wishes()) {
            if (wish.target() instanceof Target.Conversation conversation) {
                conversations.add(conversation.id());
            } else if (wish.target() instanceof Target.Presence presence) {
                people.add(presence.id());
            }
        }
        hub.bus()
                .request(batch.caller(), new Authorize(List.copyOf(conversations), List.copyOf(people)))
                .onSuccess(authorized -> hub.later(() -> settle(batch, authorized)))
                .onFailure(error -> hub.later(() -> failed(batch, repetitions, Failure.of(error))));
    }

    private void failed(Batch batch, int repetitions, Failure failure) {
        if (failure.code().kind() == FailureCode.Kind.REFUSED || repetitions == PAUSES_MS.size()) {
            batch.wishes().forEach(wish -> refuse(batch, wish, failure));
        } else {
            hub.after(PAUSES_MS.get(repetitions), () -> ask(batch, repetitions + 1));
        }
    }

    private void settle(Batch batch, Authorized authorized) {
        Map<ConversationId, Head> heads = authorized.conversations().stream()
                .collect(Collectors.toMap(Head::conversation, head -> head, (one, other) -> one));
        Set<AccountId> people = new HashSet<>(authorized.people());
        List<Wish> again = new ArrayList<>();
        for (Wish wish : batch.wishes()) {
            Long rev = permission(wish, heads, people);
            if (rev == null) {
                refuse(batch, wish, AddressTerms.of(wish.target()).refusal().failure());
                continue;
            }
            switch (admit(batch, wish, rev)) {
                case GRANTED -> attends(batch, wish, heads, authorized);
                case ASK_AGAIN -> again.add(wish);
                case REFUSED -> {}
            }
        }
        askAll(batch.of(again));
    }

    /** @return the revision at which it was permitted, or null if it was not */
    private static Long permission(Wish wish, Map<ConversationId, Head> heads, Set<AccountId> people) {
        if (wish.topic() instanceof ConversationTopic topic) {
            Head head = heads.get(topic.conversation());
            if (head != null) {
                topic.receiptsFrom(head.receiptRev());
            }
            return head == null ? null : Long.valueOf(head.rev());
        }
        return wish.target() instanceof Target.Presence presence && people.contains(presence.id())
                ? Long.valueOf(0)
                : null;
    }

    private static Admission admit(Batch batch, Wish wish, long rev) {
        Subscription subscription = wish.subscription();
        Admission admission = wish.topic().admit(batch.loop(), batch.caller().account(), rev);
        switch (admission) {
            case GRANTED -> batch.loop().post(() -> subscription.socket().granted(subscription, rev));
            case REFUSED ->
                tell(
                        batch,
                        subscription,
                        AddressTerms.of(subscription.target()).refusal().failure());
            case ASK_AGAIN -> {}
        }
        return admission;
    }

    /** Two people need no list of who is here: presence says it. */
    private void attends(Batch batch, Wish wish, Map<ConversationId, Head> heads, Authorized authorized) {
        if (wish.target() instanceof Target.Conversation conversation
                && heads.get(conversation.id()).kind() != ConversationKind.DIRECT) {
            boolean shown = !Boolean.TRUE.equals(authorized.hidden());
            long userRev = authorized.userRev() == null ? 0 : authorized.userRev();
            hub.attendance().came(conversation.id(), batch.caller().account(), shown, userRev);
        }
    }

    private static void refuse(Batch batch, Wish wish, Failure failure) {
        wish.topic().disappoint();
        tell(batch, wish.subscription(), failure);
    }

    private static void tell(Batch batch, Subscription subscription, Failure failure) {
        batch.loop().post(() -> subscription.socket().refused(subscription, failure));
    }
}
