package dev.crosstalk.account;

import dev.crosstalk.account.PasswordStore.Credential;
import dev.crosstalk.bus.AccountCommand.RemovePassword;
import dev.crosstalk.bus.AccountCommand.SetPassword;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Done;
import dev.crosstalk.bus.EventSink;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Password;
import dev.crosstalk.bus.UserEvent;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;

/** The rules of keeping one's name by a password. */
public final class PasswordService {
    private final PasswordStore store;
    private final PasswordHashing hashing;
    private final PasswordCheck check;
    private final Clock clock;
    private final EventSink events;

    public PasswordService(
            PasswordStore store, PasswordHashing hashing, PasswordCheck check, Clock clock, EventSink events) {
        this.store = store;
        this.hashing = hashing;
        this.check = check;
        this.clock = clock;
        this.events = events;
    }

    public Future<Done> set(Caller caller, SetPassword command) {
        return own(caller).compose(credential -> {
            PasswordRules.requireFit(command.password(), credential.nameKey());
            return requireCurrent(credential, caller, command.current())
                    .compose(right -> hashing.hash(command.password()))
                    .compose(hash -> change(caller, credential, hash));
        });
    }

    public Future<Done> remove(Caller caller, RemovePassword command) {
        return own(caller)
                .compose(credential -> requireCurrent(credential, caller, command.current())
                        .compose(right -> change(caller, credential, null)));
    }

    /**
     * The caller's own credential, if that was the password of the account.
     *
     * @param password null for a guest
     * @return fails with {@link FailureCode#WRONG_PASSWORD}
     */
    public Future<Credential> requireSelf(Caller caller, Password password) {
        return own(caller)
                .compose(credential ->
                        requireCurrent(credential, caller, password).map(credential));
    }

    private Future<Credential> own(Caller caller) {
        return store.ofAccount(caller.application(), caller.account())
                .map(found -> found.orElseThrow(FailureCode.NOT_FOUND::failure));
    }

    /** A stolen session must not become a stolen account. A guest has nothing to show. */
    private Future<Void> requireCurrent(Credential credential, Caller caller, Password current) {
        if (credential.hash() == null) {
            return Future.succeededFuture();
        }
        if (current == null) {
            return Future.failedFuture(FailureCode.WRONG_PASSWORD.failure());
        }
        // A space is in no name: guesses from within do not slow down signing in.
        return check.require(
                caller.session().toString(), "account " + caller.account(), current, Optional.of(credential.hash()));
    }

    private Future<Done> change(Caller caller, Credential credential, String hash) {
        return store.change(credential, hash, caller.session(), clock.millis()).map(ended -> {
            if (ended.isEmpty()) {
                throw FailureCode.WRONG_PASSWORD.failure();
            }
            ended.get().forEach(session -> events.publish(new UserEvent.SessionEnded(caller.account(), session)));
            return new Done();
        });
    }
}
