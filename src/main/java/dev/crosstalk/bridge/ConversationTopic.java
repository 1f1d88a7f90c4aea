package dev.crosstalk.bridge;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.AddressTerms;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Bus.Delivery;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.EventTypes;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.Changes;
import dev.crosstalk.bus.MessageCommand.FillHole;
import dev.crosstalk.bus.PositionCommand.FillReceipts;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A conversation whose events reach its subscribers in order of {@code rev}, none twice and none lost.
 *
 * <p>Behind a hole nothing is delivered until it is filled: the lost event may be the removal of somebody who must not get the
 * next one. A hole that cannot be filled ends the subscriptions with a failure to retry, so that the clients load anew.
 */
final class ConversationTopic extends Topic {
    private static final Logger LOG = LoggerFactory.getLogger(ConversationTopic.class);
    private static final long UNKNOWN = -1;
    private static final int MOST_ATTEMPTS = 6;
    private static final long FIRST_PAUSE_MS = 50;

    private final Bus bus;
    private final Retry retry;
    private final ConversationId conversation;
    private final HeldEvents held = new HeldEvents();
    private final Map<AccountId, Long> removed = new HashMap<>();
    private final Line receipts;
    private long last = UNKNOWN;
    private long followedFrom = UNKNOWN;
    private boolean filling;
    private int attempts;

    /** Runs tasks later, on the hub's context. */
    interface Retry {
        void after(long ms, Runnable task);
    }

    ConversationTopic(Bus bus, String address, ConversationId conversation, Retry retry) {
        super(bus, address);
        this.bus = bus;
        this.conversation = conversation;
        this.retry = retry;
        this.receipts = new Line(address + " (receipts)", this::receipts, retry, this::forward, this::giveUp);
    }

    private Future<Line.Source.Page> receipts(long since, Long upTo) {
        return bus.request(null, new FillReceipts(conversation, since))
                .map(found -> new Line.Source.Page(true, found.upTo(), found.receipts(), false, found.upTo()));
    }

    /** Somebody is let in who has read receipts up to this number, or will read further ones. */
    void receiptsFrom(long receiptRev) {
        if (!receipts.isFollowed() || (!isActive() && receipts.isBehind(receiptRev))) {
            receipts.follow(receiptRev);
        }
    }

    ConversationId conversation() {
        return conversation;
    }

    @Override
    void delivered(Delivery delivery) {
        long rev = delivery.rev();
        if (EventTypes.isReceipt(delivery.type())) {
            receipts.delivered(delivery, isExpected());
        } else if (rev == 0) {
            forward(delivery);
        } else if (last == UNKNOWN) {
            if (isExpected()) {
                held.add(delivery);
            }
        } else if (rev > last) {
            held.add(delivery);
            releaseIfFree();
        }
    }

    @Override
    Frame frame(String type, String text) {
        return type.equals(EventTypes.HERE) ? Frame.ephemeral(text) : super.frame(type, text);
    }

    /** An event that cannot be read, as of a newer node, must not hold the others for ever. */
    private void orGiveUp(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.error("{}: what came after {} cannot be passed on", address(), last, e);
            giveUp(e.getMessage());
        }
    }

    /** Delivers what follows without a hole, and asks for what is missing before the rest. */
    private void release() {
        while (!held.isEmpty() && held.firstRev() <= last + 1) {
            Delivery next = held.takeFirst();
            if (next.rev() > last) {
                pass(next);
            }
        }
        if (!held.isEmpty()) {
            fill(held.firstRev() - 1);
        }
    }

    private void pass(Delivery delivery) {
        last = delivery.rev();
        forward(delivery);
        if (delivery.isMemberChange()) {
            memberChanged(delivery.event(ConversationEvent.Member.class));
        }
        if (delivery.type().equals(EventTypes.GONE)) {
            everyLoop(loop -> loop.endAll(address(), FailureCode.NOT_FOUND.failure()));
        }
    }

    private void memberChanged(ConversationEvent.Member member) {
        if (member.change().member()) {
            removed.remove(member.account());
            return;
        }
        if (isExpected()) {
            removed.put(member.account(), member.rev());
        }
        everyLoop(loop -> loop.end(
                address(),
                member.account(),
                member.rev(),
                AddressTerms.CONVERSATION.refusal().failure()));
    }

    /** The database has these revisions; what of them has not come by now was lost. */
    void head(long rev, long receiptRev) {
        if (isActive()) {
            receipts.head(receiptRev);
        }
        if (last != UNKNOWN && !filling && rev > last && isActive()) {
            orGiveUp(() -> fill(rev));
        }
    }

    /** Whether a head says more than has come. */
    boolean isBehind(long rev, long receiptRev) {
        return last != UNKNOWN && (rev > last || receipts.isBehind(receiptRev)) && isActive();
    }

    private void fill(long upTo) {
        filling = true;
        long since = last;
        bus.request(null, new FillHole(conversation, since, upTo))
                .onSuccess(changes -> retry.after(0, () -> orGiveUp(() -> filled(changes, since, upTo))))
                .onFailure(error -> retry.after(0, () -> again(upTo, error.getMessage())));
    }

    private void filled(Changes changes, long since, long upTo) {
        if (!changes.complete()) {
            giveUp("the changes are not kept any more");
            return;
        }
        for (ConversationEvent change : changes.changes()) {
            if (change.rev() > last) {
                pass(Delivery.of(change));
            }
        }
        last = Math.max(last, changes.more() ? changes.next() : changes.upTo());
        if (last == since) {
            again(upTo, "the answer brought nothing");
            return;
        }
        attempts = 0;
        if (last < upTo) {
            fill(upTo);
        } else {
            filling = false;
            release();
        }
    }

    private void again(long upTo, String why) {
        attempts++;
        if (attempts >= MOST_ATTEMPTS) {
            giveUp(why);
        } else {
            retry.after(FIRST_PAUSE_MS << attempts, () -> orGiveUp(() -> fill(upTo)));
        }
    }

    private void giveUp(String why) {
        LOG.warn("{}: a hole after {} cannot be filled: {}", address(), last, why);
        everyLoop(loop -> loop.endAll(
                address(),
                FailureCode.UNAVAILABLE.because("Events were lost. Subscribe again, then load the changes.")));
        filling = false;
        attempts = 0;
        last = UNKNOWN;
        receipts.forget();
        if (!isExpected()) {
            held.clear();
        }
    }

    @Override
    Admission judge(AccountId account, long rev) {
        if (last == UNKNOWN) {
            follow(rev);
            held.dropUpTo(rev);
            retry.after(0, this::releaseIfFree);
            return Admission.GRANTED;
        }
        if (rev < followedFrom) {
            return Admission.ASK_AGAIN;
        }
        if (removed.getOrDefault(account, 0L) > rev) {
            return Admission.REFUSED;
        }
        if (!isActive() && !filling && rev > last) {
            follow(rev);
        }
        return Admission.GRANTED;
    }

    /** Nobody here has seen less: what came before need not be followed. */
    private void follow(long rev) {
        last = rev;
        followedFrom = rev;
    }

    private void releaseIfFree() {
        if (!filling && last != UNKNOWN) {
            orGiveUp(this::release);
        }
    }

    @Override
    void disappoint() {
        super.disappoint();
        if (!isExpected()) {
            removed.clear();
        }
    }
}
