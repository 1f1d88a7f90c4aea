package dev.crosstalk.application;

import dev.crosstalk.account.Token;
import dev.crosstalk.bus.ApplicationCommand.Application;
import dev.crosstalk.bus.ApplicationCommand.ApplicationPage;
import dev.crosstalk.bus.ApplicationCommand.Create;
import dev.crosstalk.bus.ApplicationCommand.Delete;
import dev.crosstalk.bus.ApplicationCommand.Enter;
import dev.crosstalk.bus.ApplicationCommand.Entered;
import dev.crosstalk.bus.ApplicationCommand.Get;
import dev.crosstalk.bus.ApplicationCommand.GetLimits;
import dev.crosstalk.bus.ApplicationCommand.Limits;
import dev.crosstalk.bus.ApplicationCommand.ListAll;
import dev.crosstalk.bus.ApplicationCommand.Revealed;
import dev.crosstalk.bus.ApplicationCommand.SetLimits;
import dev.crosstalk.bus.ApplicationCommand.Update;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Done;
import dev.crosstalk.bus.FailureCode;
import io.vertx.core.Future;
import java.security.MessageDigest;
import java.util.Optional;

/** The rules of applications: who may act for one, and how it is made, changed and removed. */
public final class ApplicationService {
    private static final ApplicationId INSTALLATION = new ApplicationId(1);

    private final ApplicationStore store;
    private final Removals removals;
    /** What nobody knows: who asks for an application that is not there is compared with it, which takes as long. */
    private final byte[] nobodys = Token.random().hash();

    public ApplicationService(ApplicationStore store, Removals removals) {
        this.store = store;
        this.removals = removals;
    }

    /** A wrong secret and an application that is not there are answered alike. */
    public Future<Entered> enter(Enter command) {
        return store.door(command.token()).compose(found -> {
            byte[] expected = found.map(ApplicationStore.Door::secretHash).orElse(nobodys);
            boolean shown = command.secret() != null
                    && MessageDigest.isEqual(Token.of(command.secret()).hash(), expected);
            if (found.isEmpty() || !(shown || command.trusted())) {
                return Future.failedFuture(FailureCode.NOT_FOUND.failure());
            }
            ApplicationStore.Door door = found.get();
            return door.account() != null
                    ? Future.succeededFuture(new Entered(door.application(), door.account()))
                    : store.account(door.application())
                            .map(account -> new Entered(
                                    door.application(), account.orElseThrow(FailureCode.NOT_FOUND::failure)));
        });
    }

    public Future<Revealed> create(Create command) {
        Token secret = Token.random();
        return store.create(command.token(), command.name(), secret.hash())
                .map(made -> new Revealed(made, secret.text()));
    }

    public Future<ApplicationPage> list(ListAll command) {
        long offset = (command.page() - 1L) * command.limit();
        return store.count()
                .compose(total -> store.list(offset, command.limit()).map(found -> new ApplicationPage(found, total)));
    }

    public Future<Application> get(Get command) {
        return store.get(command.application()).map(found -> found.orElseThrow(FailureCode.NOT_FOUND::failure));
    }

    public Future<Revealed> update(Update command) {
        Optional<Token> secret =
                Boolean.TRUE.equals(command.rotateSecret()) ? Optional.of(Token.random()) : Optional.empty();
        return store.update(
                        command.application(),
                        command.token(),
                        command.name(),
                        secret.map(Token::hash).orElse(null))
                .map(found -> new Revealed(
                        found.orElseThrow(FailureCode.NOT_FOUND::failure),
                        secret.map(Token::text).orElse(null)));
    }

    /** Answered when nobody finds it any more; what it had goes after that. */
    public Future<Done> delete(Delete command) {
        if (command.application().equals(INSTALLATION)) {
            return Future.failedFuture(FailureCode.FORBIDDEN.because("This is the application of the installation."));
        }
        return removals.remove(command.application()).map(found -> {
            if (!found) {
                throw FailureCode.NOT_FOUND.failure();
            }
            return new Done();
        });
    }

    public Future<Limits> limits(GetLimits command) {
        return store.limits(command.application()).map(found -> found.orElseThrow(FailureCode.NOT_FOUND::failure));
    }

    public Future<Limits> setLimits(SetLimits command) {
        return store.setLimits(command.application(), command.limits()).map(found -> {
            if (!found) {
                throw FailureCode.NOT_FOUND.failure();
            }
            return command.limits();
        });
    }
}
