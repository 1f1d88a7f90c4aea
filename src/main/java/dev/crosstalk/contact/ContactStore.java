package dev.crosstalk.contact;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ContactCommand.Contact;
import dev.crosstalk.bus.ContactState;
import dev.crosstalk.bus.UserEvent.ContactChanged;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.UnaryOperator;

/** Durable relations between people. */
public interface ContactStore {

    /**
     * What a change made of a relation.
     *
     * @param before as it was
     * @param mine how the caller sees it after it
     * @param events one for each side that sees something else than before
     */
    record Changed(Relation before, Relation after, Contact mine, List<ContactChanged> events) {}

    /**
     * Makes of the relation between the caller and the other one what the rule says, while nobody else can change it. A direct
     * conversation of the two takes messages after it if neither blocks the other, and takes none otherwise.
     *
     * @param blocking whether the rule may begin or end a block
     * @param rule may throw a failure, and nothing is changed
     * @return after the commit; fails with {@link dev.crosstalk.bus.FailureCode#NOT_FOUND} if the caller's application has no
     *     such account
     */
    Future<Changed> change(Caller caller, AccountId other, boolean blocking, UnaryOperator<Relation> rule);

    /**
     * People who are something to the caller, in order of account id.
     *
     * @param state null for all who are not blocked
     */
    Future<List<Contact>> list(Caller caller, ContactState state, AccountId after, int limit);

    /** The caller's own revision. */
    Future<Long> userRev(Caller caller);
}
