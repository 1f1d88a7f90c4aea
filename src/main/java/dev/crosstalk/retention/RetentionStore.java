package dev.crosstalk.retention;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.conversation.Membership;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** How long the messages of each conversation are kept, and their removal. */
public interface RetentionStore {

    /**
     * @param open whether those who are not members know of it
     * @param days what is set for the conversation, or null
     * @param applicationDays what is set for its application, or null
     * @param closed whether one of two blocks the other, or is gone
     */
    record Place(
            ConversationKind kind,
            boolean open,
            Optional<Membership> membership,
            Integer days,
            Integer applicationDays,
            boolean closed) {}

    /** Empty if there is no such conversation in the caller's application. */
    Future<Optional<Place>> find(Caller caller, ConversationId conversation);

    /**
     * Sets it, which everyone is told.
     *
     * @param rule called under the conversation's lock; throws the refusal
     * @param days null for as long as the application keeps them
     * @return the place as it was before
     */
    Future<Place> set(Caller caller, ConversationId conversation, Integer days, Consumer<Place> rule);

    /** What is set for all conversations of an application. @param days null for as long as the installation keeps them */
    record Default(Integer days) {}

    /** Empty if there is no such application. */
    Future<Optional<Default>> find(ApplicationId application);

    /** @return whether there is such an application */
    Future<Boolean> set(ApplicationId application, Default wanted);

    /**
     * A stretch of the conversations, in order of id.
     *
     * @param due those of them that have something to be removed
     * @param last the last one that was looked at; null if there are no more
     */
    record Stretch(List<ConversationId> due, ConversationId last) {}

    /** @param after null for the first stretch */
    Future<Stretch> look(ConversationId after);

    /**
     * Removes the oldest of what is to be removed from a conversation, for good, with all that belongs to it; a bounded number of
     * rows in one transaction, in the order of the conversation's other changes. Members and consumers of the outbox are told.
     *
     * @return how many messages and entries went; 0 when nothing is left to be removed
     */
    Future<Integer> trim(ConversationId conversation);
}
