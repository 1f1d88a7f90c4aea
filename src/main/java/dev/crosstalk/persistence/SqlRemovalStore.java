package dev.crosstalk.persistence;

import dev.crosstalk.application.RemovalStore;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.EventSink;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Removals in SQL: of conversations and of applications, each by its own class. */
final class SqlRemovalStore implements RemovalStore {
    private final Database database;
    private final Lanes lanes;
    private final ConversationRemoval conversations;
    private final ApplicationRemoval applications;

    SqlRemovalStore(Database database, Lanes lanes, Outbox outbox, EventSink events) {
        this.database = database;
        this.lanes = lanes;
        this.conversations = new ConversationRemoval(outbox);
        this.applications = new ApplicationRemoval(database, events);
    }

    @Override
    public Future<Boolean> remove(ApplicationId application, ConversationId conversation) {
        return lanes.change(conversation, statements -> conversations.remove(statements, application, conversation));
    }

    @Override
    public Future<Optional<AccountId>> tell(ConversationId conversation, AccountId after) {
        return lanes.change(conversation, statements -> conversations.tell(statements, conversation, after));
    }

    @Override
    public Future<Boolean> purge(ConversationId conversation) {
        return lanes.change(conversation, statements -> conversations.purge(statements, conversation));
    }

    @Override
    public Future<Void> purged(ConversationId conversation) {
        return database.write(statements -> statements.update(
                        "UPDATE conversation_removal SET purged_at = ${now} WHERE conversation_id = ?",
                        conversation.value()))
                .mapEmpty();
    }

    @Override
    public Future<List<ConversationId>> unpurged(ApplicationId application, int limit) {
        List<Object> values = new ArrayList<>();
        if (application != null) {
            values.add(application.value());
        }
        values.add(limit);
        return database.reading()
                .list(
                        "SELECT conversation_id FROM conversation_removal WHERE purged_at IS NULL"
                                + (application == null ? "" : " AND application_id = ?")
                                + " ORDER BY conversation_id LIMIT ?",
                        values,
                        row -> new ConversationId(row.getLong("conversation_id")));
    }

    @Override
    public Future<Integer> forget(int days) {
        return conversations.forget(database, days);
    }

    @Override
    public Future<Boolean> remove(ApplicationId application) {
        return database.write(statements -> applications.remove(statements, application));
    }

    @Override
    public Future<List<ApplicationId>> removedApplications(int limit) {
        return database.reading()
                .list(
                        "SELECT application_id FROM application_removal ORDER BY application_id LIMIT ?",
                        List.of(limit),
                        row -> new ApplicationId(row.getLong("application_id")));
    }

    @Override
    public Future<List<ConversationId>> conversations(ApplicationId application, int limit) {
        return database.reading()
                .list(
                        "SELECT c.id FROM conversation c JOIN application_removal r"
                                + " ON r.application_id = c.application_id WHERE c.application_id = ? LIMIT ?",
                        List.of(application.value(), limit),
                        row -> new ConversationId(row.getLong("id")));
    }

    @Override
    public Future<Optional<AccountId>> endSessions(ApplicationId application, AccountId after) {
        return applications.endSessions(application, after);
    }

    @Override
    public Future<Boolean> removeAccounts(ApplicationId application) {
        return applications.removeAccounts(application);
    }

    @Override
    public Future<Boolean> removeRest(ApplicationId application) {
        return applications.removeRest(application);
    }

    @Override
    public Future<Void> done(ApplicationId application) {
        return database.write(statements -> statements.update(
                        "DELETE FROM application_removal WHERE application_id = ?", application.value()))
                .mapEmpty();
    }
}
