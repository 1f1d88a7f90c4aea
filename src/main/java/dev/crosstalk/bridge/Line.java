package dev.crosstalk.bridge;

import dev.crosstalk.bus.Bus.Delivery;
import dev.crosstalk.bus.Event;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A counted line of events that are upserts: passed on in order of their number, none twice, holes filled with what the rows are
 * now. What fills a hole may be ahead of events that are still on their way; these are dropped then. On the hub's context.
 */
final class Line {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);
    private static final long UNKNOWN = -1;
    private static final int MOST_ATTEMPTS = 6;
    private static final long FIRST_PAUSE_MS = 50;

    private final String name;
    private final Source source;
    private final ConversationTopic.Retry retry;
    private final Consumer<Delivery> pass;
    private final Consumer<String> lost;
    private final HeldEvents held = new HeldEvents();
    private long last = UNKNOWN;
    private long wanted;
    private boolean filling;
    private int attempts;

    /** What fills holes. */
    interface Source {
        /** @param upTo of the page before, or null for the first */
        Future<Page> since(long number, Long upTo);

        /** As in {@link dev.crosstalk.bus.SyncCommand.UserChanges}. */
        record Page(boolean complete, long upTo, List<? extends Event> changes, boolean more, long next) {}
    }

    /**
     * @param pass takes each event
     * @param lost is told, with a reason, that events cannot be brought any more
     */
    Line(String name, Source source, ConversationTopic.Retry retry, Consumer<Delivery> pass, Consumer<String> lost) {
        this.name = name;
        this.source = source;
        this.retry = retry;
        this.pass = pass;
        this.lost = lost;
    }

    boolean isFollowed() {
        return last != UNKNOWN;
    }

    /** Begins behind this number; those who listen from now on have read it or more. */
    void follow(long number) {
        last = number;
        held.dropUpTo(number);
        // Not at once: what is held must not overtake whoever is being let in now.
        retry.after(0, this::releaseIfFree);
    }

    /** @param expected whether somebody may soon want it, if nobody follows the line yet */
    void delivered(Delivery delivery, boolean expected) {
        if (isFollowed() ? delivery.rev() > last : expected) {
            held.add(delivery);
            releaseIfFree();
        }
    }

    /** Whether the database has more than has come. */
    boolean isBehind(long number) {
        return isFollowed() && number > last;
    }

    /** The database has this number; what of the line has not come by now was lost. */
    void head(long number) {
        if (isBehind(number) && !filling) {
            begin(number);
        }
    }

    /** Forgets what was held and where it was. */
    void forget() {
        held.clear();
        last = UNKNOWN;
        filling = false;
        attempts = 0;
    }

    private void releaseIfFree() {
        if (isFollowed() && !filling) {
            guarded(this::release);
        }
    }

    private void release() {
        while (!held.isEmpty() && held.firstRev() <= last + 1) {
            Delivery next = held.takeFirst();
            if (next.rev() > last) {
                take(next);
            }
        }
        if (!held.isEmpty()) {
            begin(held.firstRev() - 1);
        }
    }

    private void take(Delivery delivery) {
        last = delivery.rev();
        pass.accept(delivery);
    }

    private void begin(long number) {
        filling = true;
        wanted = number;
        fill(null);
    }

    private void fill(Long upTo) {
        source.since(last, upTo)
                .onComplete(done -> retry.after(
                        0,
                        () -> guarded(() -> {
                            if (!filling) {
                                return;
                            }
                            if (done.succeeded()) {
                                filled(done.result());
                            } else {
                                again(done.cause().getMessage());
                            }
                        })));
    }

    private void filled(Source.Page page) {
        if (!page.complete()) {
            giveUp("the changes are not kept any more");
            return;
        }
        page.changes().stream()
                .map(Delivery::of)
                .filter(change -> change.rev() > last)
                .forEach(this::take);
        last = Math.max(last, page.more() ? page.next() : page.upTo());
        if (page.more()) {
            fill(page.upTo());
        } else if (last < wanted) {
            again("the answer ends before it");
        } else {
            attempts = 0;
            filling = false;
            release();
        }
    }

    private void again(String why) {
        attempts++;
        if (attempts >= MOST_ATTEMPTS) {
            giveUp(why);
        } else {
            retry.after(
                    FIRST_PAUSE_MS << attempts,
                    () -> guarded(() -> {
                        if (filling) {
                            fill(null);
                        }
                    }));
        }
    }

    /** An event that cannot be read, as of a newer node, must not hold the others for ever. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.error("{}: what came after {} cannot be passed on", name, last, e);
            giveUp(e.getMessage());
        }
    }

    /** Goes on behind the hole: whoever listens loads what was in it. */
    private void giveUp(String why) {
        LOG.warn("{}: a hole after {} cannot be filled: {}", name, last, why);
        last = Math.max(last, wanted);
        filling = false;
        attempts = 0;
        lost.accept(why);
        retry.after(0, this::releaseIfFree);
    }
}
