package dev.crosstalk.message;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.Changes;
import dev.crosstalk.bus.MessageCommand.FillHole;
import dev.crosstalk.bus.MessageCommand.History;
import dev.crosstalk.bus.MessageCommand.HistoryPage;
import dev.crosstalk.bus.MessageCommand.ListChanges;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.MessageCommand.Posted;
import dev.crosstalk.conversation.Membership;
import dev.crosstalk.message.MessageStore.Reader;
import dev.crosstalk.message.MessageStore.Standing;
import io.vertx.core.Future;
import java.util.List;

/** Posting messages, and reading them. */
public final class MessageService {
    private static final int FILL_LIMIT = 1000;
    private static final int MOST_ENTRIES = 500;

    private final MessageStore store;
    private final Entrance entrance;
    private final int maxChanges;

    /** @param maxChanges who is further behind than so many revisions loads the conversation anew */
    public MessageService(MessageStore store, int maxChanges) {
        this.store = store;
        this.entrance = new Entrance(store);
        this.maxChanges = maxChanges;
    }

    public Future<Posted> post(Caller caller, Post command) {
        return store.post(new Draft(caller, command));
    }

    public Future<HistoryPage> history(Caller caller, History command) {
        long seen = command.after() == null ? 0 : command.after();
        return entrance.enter(caller, command.conversation(), late -> late.lastSeq() > seen)
                .compose(entered -> {
                    Standing standing = entered.standing();
                    Reader reader = entered.reader();
                    long first = reader.firstSeq();
                    boolean latest = command.after() == null;
                    long from = latest ? first : Math.max(first, command.after() + 1);
                    long to = command.before() == null
                            ? standing.lastSeq()
                            : Math.min(standing.lastSeq(), command.before() - 1);
                    return store.range(reader, command.conversation(), from, to, latest, command.limit())
                            .compose(messages -> entries(reader, command, messages, from, to)
                                    .map(entries -> new HistoryPage(
                                            messages, entries, standing.rev(), first, standing.lastSeq())));
                });
    }

    /** Those behind the messages of the page; where it begins with the first message, also those before it. */
    private Future<List<ConversationEvent>> entries(
            Reader reader, History command, List<MessageEvent> messages, long from, long to) {
        boolean latest = command.after() == null;
        boolean empty = messages.isEmpty();
        long lowest = empty || !latest ? from : messages.get(0).seq();
        long highest = empty || latest ? to : messages.get(messages.size() - 1).seq();
        return store.entries(
                reader, command.conversation(), lowest <= reader.firstSeq() ? 0 : lowest, highest, MOST_ENTRIES);
    }

    public Future<Changes> changes(Caller caller, ListChanges command) {
        // Never late: who is told "nothing" and hears nothing afterwards would not notice what is missing.
        return entrance.enter(caller, command.conversation()).compose(entered -> {
            Standing standing = entered.standing();
            Membership membership = entered.membership();
            // Before somebody joined a group, nothing is theirs to see, and a list with a part left out is not
            // whole.
            boolean beforeJoining = standing.kind() != ConversationKind.ROOM && command.since() + 1 < membership.rev();
            boolean hidden = beforeJoining && membership.rev() > 1;
            return hidden ? Future.succeededFuture(reload(standing)) : changes(entered.reader(), standing, command);
        });
    }

    /** For everyone at once: a hub that lost an event asks it. */
    public Future<Changes> fillHole(FillHole command) {
        return entrance.standing(null, command.conversation())
                .compose(standing -> changes(
                        new Reader(null, standing.firstSeq(), standing.firstRev()),
                        standing,
                        new ListChanges(command.conversation(), command.since(), command.upTo(), FILL_LIMIT)))
                .recover(error -> Failure.of(error).code() == FailureCode.NOT_FOUND
                        ? gone(command, error)
                        : Future.failedFuture(error));
    }

    private Future<Changes> gone(FillHole command, Throwable otherwise) {
        return store.gone(command.conversation(), command.since())
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture(new Changes(
                                true,
                                found.get().rev(),
                                List.of(found.get()),
                                false,
                                found.get().rev()))
                        : Future.failedFuture(otherwise));
    }

    private Future<Changes> changes(Reader reader, Standing standing, ListChanges command) {
        long since = command.since();
        long upTo = command.upTo() == null ? standing.rev() : Math.min(command.upTo(), standing.rev());
        boolean unknown = since > standing.rev();
        boolean tooOld = since + 1 < standing.firstRev();
        if (unknown || tooOld || upTo - since > maxChanges) {
            return Future.succeededFuture(reload(standing));
        }
        return store.changes(reader, command.conversation(), since, upTo, command.limit())
                .map(found -> new Changes(true, upTo, found.changes(), found.next() < upTo, found.next()));
    }

    private static Changes reload(Standing standing) {
        return new Changes(false, standing.rev(), List.of(), false, standing.rev());
    }
}
