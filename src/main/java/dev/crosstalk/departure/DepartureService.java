package dev.crosstalk.departure;

import dev.crosstalk.account.Name;
import dev.crosstalk.account.PasswordService;
import dev.crosstalk.account.PasswordStore.Credential;
import dev.crosstalk.bus.AccountCommand.Delete;
import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.DirectoryEvent;
import dev.crosstalk.bus.Done;
import dev.crosstalk.bus.EventSink;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.UserEvent;
import io.vertx.core.Future;
import java.time.Clock;

/** Who deletes an account, and what is said of it. What the account leaves behind is cleared by {@link Departures}. */
public final class DepartureService {
    private final PasswordService passwords;
    private final DepartureStore store;
    private final Departures departures;
    private final Clock clock;
    private final EventSink events;

    public DepartureService(
            PasswordService passwords, DepartureStore store, Departures departures, Clock clock, EventSink events) {
        this.passwords = passwords;
        this.store = store;
        this.departures = departures;
        this.clock = clock;
        this.events = events;
    }

    /** Answered when the account cannot be used any more; it leaves its conversations after that. */
    public Future<Done> delete(Caller caller, Delete command) {
        return passwords.requireSelf(caller, command.password()).compose(credential -> {
            if (!Name.key(command.name()).equals(Name.key(credential.account().name()))) {
                throw FailureCode.BAD_REQUEST.because("name is not your name");
            }
            return delete(caller, credential);
        });
    }

    private Future<Done> delete(Caller caller, Credential credential) {
        return store.delete(credential).map(ended -> {
            ended.orElseThrow(FailureCode.WRONG_PASSWORD::failure)
                    .forEach(session -> events.publish(new UserEvent.SessionEnded(caller.account(), session)));
            events.publish(new DirectoryEvent.AccountDeleted(
                    caller.application(), AccountView.deleted(caller.account()), clock.millis()));
            departures.run();
            return new Done();
        });
    }
}
