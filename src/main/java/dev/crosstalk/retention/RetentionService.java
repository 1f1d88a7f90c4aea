package dev.crosstalk.retention;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.RetentionCommand.Get;
import dev.crosstalk.bus.RetentionCommand.GetForApplication;
import dev.crosstalk.bus.RetentionCommand.Kept;
import dev.crosstalk.bus.RetentionCommand.KeptByApplication;
import dev.crosstalk.bus.RetentionCommand.Set;
import dev.crosstalk.bus.RetentionCommand.SetForApplication;
import dev.crosstalk.conversation.Access;
import dev.crosstalk.retention.RetentionStore.Default;
import io.vertx.core.Future;

/**
 * Who sets how long messages are kept. The internal commands are an administrator's: the edge has seen the secret.
 */
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
            return kept(command.conversation(), place.days(), place.applicationDays());
        });
    }

    public Future<Kept> set(Caller caller, Set command) {
        return store.set(caller, command.conversation(), command.days(), RetentionRules::requireMaySet)
                .map(place -> kept(command.conversation(), command.days(), place.applicationDays()));
    }

    private Kept kept(ConversationId conversation, Integer days, Integer applicationDays) {
        return new Kept(conversation, days, RetentionRules.effectiveDays(days, applicationDays, installationDays));
    }

    public Future<KeptByApplication> getForApplication(GetForApplication command) {
        return store.find(command.application())
                .map(found -> kept(command.application(), found.orElseThrow(FailureCode.NOT_FOUND::failure)));
    }

    public Future<KeptByApplication> setForApplication(SetForApplication command) {
        Default wanted = new Default(command.days());
        return store.set(command.application(), wanted).map(found -> {
            if (!found) {
                throw FailureCode.NOT_FOUND.failure();
            }
            return kept(command.application(), wanted);
        });
    }

    private KeptByApplication kept(ApplicationId application, Default of) {
        return new KeptByApplication(application, of.days(), RetentionRules.effectiveDays(of.days(), installationDays));
    }
}
