package dev.crosstalk.application;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes conversations and applications. The first step is one transaction after which nobody finds them; what they had goes step by
 * step behind it. What is left is read from the rows each time: a crash loses nothing, and two nodes that do the same do no harm.
 */
public final class Removals {
    private static final Logger LOG = LoggerFactory.getLogger(Removals.class);
    private static final int AT_ONCE = 50;

    private final RemovalStore store;
    private final int forgetDays;
    private final Predicate<ConversationId> mine;
    private Future<Void> running = Future.succeededFuture();
    private boolean stopping;

    /**
     * @param forgetDays so long after its contents it is forgotten who was in a conversation
     * @param mine which conversations this node owns
     */
    public Removals(RemovalStore store, int forgetDays, Predicate<ConversationId> mine) {
        this.store = store;
        this.forgetDays = forgetDays;
        this.mine = mine;
    }

    /** @return when nobody finds it any more: whether the application had such a conversation */
    public Future<Boolean> remove(ApplicationId application, ConversationId conversation) {
        return store.remove(application, conversation).onSuccess(found -> {
            if (found) {
                later(() -> clear(conversation));
            }
        });
    }

    /** @return when nobody finds it any more: whether there was such an application */
    public Future<Boolean> remove(ApplicationId application) {
        return store.remove(application).onSuccess(found -> {
            if (found) {
                later(() -> clear(application));
            }
        });
    }

    /** Goes on with what a crash or another node has left over. Never fails: the next run finds what is left. */
    public Future<Void> run() {
        return later(() -> store.removedApplications(AT_ONCE)
                .compose(applications -> each(applications, this::clear))
                .compose(done -> store.unpurged(null, AT_ONCE))
                .compose(some -> each(some.stream().filter(mine).toList(), this::clear))
                .compose(done -> repeat(() -> store.forget(forgetDays).map(count -> count > 0))));
    }

    /** Begins no further step. @return when the last one has come to its end */
    public Future<Void> stop() {
        stopping = true;
        return running;
    }

    /** One after the other, however many were asked for. */
    private Future<Void> later(Supplier<Future<Void>> work) {
        running = running.compose(done -> work.get()).otherwise(error -> {
            if (!stopping) {
                LOG.warn("What was removed has not gone altogether yet: {}", error.toString());
            }
            return null;
        });
        return running;
    }

    private Future<Void> clear(ConversationId conversation) {
        return behind(after -> store.tell(conversation, after))
                .compose(done -> repeat(() -> store.purge(conversation)))
                .compose(done -> store.purged(conversation));
    }

    /** Sessions first: who was signed in acts no more. Accounts last, as what was theirs names them. */
    private Future<Void> clear(ApplicationId application) {
        return behind(after -> store.endSessions(application, after))
                .compose(done -> repeat(() -> some(
                        store.conversations(application, AT_ONCE),
                        conversation -> store.remove(application, conversation).mapEmpty())))
                .compose(done -> repeat(() -> some(store.unpurged(application, AT_ONCE), this::clear)))
                .compose(done -> repeat(() -> store.removeAccounts(application)))
                .compose(done -> repeat(() -> store.removeRest(application)))
                .compose(done -> store.done(application));
    }

    private Future<Boolean> some(Future<List<ConversationId>> found, Function<ConversationId, Future<Void>> step) {
        return found.compose(conversations -> each(conversations, step).map(done -> !conversations.isEmpty()));
    }

    private <T> Future<Void> each(List<T> all, Function<T, Future<Void>> step) {
        Iterator<T> left = all.iterator();
        return repeat(() -> left.hasNext() ? step.apply(left.next()).map(done -> true) : Future.succeededFuture(false));
    }

    private Future<Void> behind(Function<AccountId, Future<Optional<AccountId>>> step) {
        AccountId[] last = new AccountId[1];
        return repeat(() -> step.apply(last[0]).map(found -> {
            found.ifPresent(account -> last[0] = account);
            return found.isPresent();
        }));
    }

    /** A loop, not a chain: a chain of a million steps would keep each of them. */
    private Future<Void> repeat(Supplier<Future<Boolean>> step) {
        Promise<Void> done = Promise.promise();
        next(step, done);
        return done.future();
    }

    private void next(Supplier<Future<Boolean>> step, Promise<Void> done) {
        if (stopping) {
            done.fail(FailureCode.UNAVAILABLE.failure());
            return;
        }
        step.get().onComplete(more -> {
            if (more.failed()) {
                done.fail(more.cause());
            } else if (more.result()) {
                next(step, done);
            } else {
                done.complete();
            }
        });
    }
}
