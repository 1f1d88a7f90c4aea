package dev.crosstalk.retention;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.RetentionCommand.Get;
import dev.crosstalk.bus.RetentionCommand.Kept;
import dev.crosstalk.bus.RetentionCommand.Set;
import dev.crosstalk.conversation.Access;
import io.vertx.core.Future;

/** Who sets how long the messages of a conversation are kept. */
public final class RetentionService {
    private final RetentionStore store;
    private final Integer installationDays;

    /** @param installationDays what holds for all conversations; null for ever */
    public RetentionService(RetentionStore store, Integer installationDays) {
        this.store = store;
        this.installationDays = installationDays;
    }

    public Future<Kept> get(Caller caller, Get command) {
        return store.find(caller, command.conversation()).map(found -> {
            RetentionStore.Place place = found.orElseThrow(FailureCode.NOT_FOUND::failure);
            Access.requireMember(place.open(), place.membership());
            return new Kept(
                    command.conversation(), place.days(), RetentionRules.effectiveDays(place.days(), installationDays));
        });
    }

    public Future<Kept> set(Caller caller, Set command) {
        return store.set(caller, command.conversation(), command.days(), RetentionRules::requireMaySet)
                .map(done -> new Kept(
                        command.conversation(),
                        command.days(),
                        RetentionRules.effectiveDays(command.days(), installationDays)));
    }
}
