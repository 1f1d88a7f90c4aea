package dev.crosstalk.message;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.Changes;
import dev.crosstalk.bus.MessageCommand.FillHole;
import dev.crosstalk.bus.MessageCommand.History;
import dev.crosstalk.bus.MessageCommand.HistoryPage;
import dev.crosstalk.bus.MessageCommand.ListChanges;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.MessageCommand.Posted;
import dev.crosstalk.conversation.Access;
import dev.crosstalk.conversation.Membership;
import dev.crosstalk.message.MessageStore.Standing;
import io.vertx.core.Future;
import java.util.List;

/** The rules of posting and reading messages. */
public final class MessageService {
    private static final int FILL_LIMIT = 1000;

    private final MessageStore store;
    private final int maxChanges;

    /** @param maxChanges who is further behind than so many revisions loads the conversation anew */
    public MessageService(MessageStore store, int maxChanges) {
        this.store = store;
        this.maxChanges = maxChanges;
    }

    public Future<Posted> post(Caller caller, Post command) {
        return store.post(new Draft(caller, command));
    }

    public Future<HistoryPage> history(Caller caller, History command) {
        return standing(caller, command.conversation()).compose(standing -> {
            Membership membership = Access.requireMember(standing.settings().open(), standing.membership());
            long first = Math.max(standing.firstSeq(), membership.joinedSeq() + 1);
            long from = command.after() == null ? first : Math.max(first, command.after() + 1);
            long to =
                    command.before() == null ? standing.lastSeq() : Math.min(standing.lastSeq(), command.before() - 1);
            return store.range(command.conversation(), from, to, command.after() == null, command.limit())
                    .map(messages -> new HistoryPage(messages, standing.rev(), first, standing.lastSeq()));
        });
    }

    public Future<Changes> changes(Caller caller, ListChanges command) {
        return standing(caller, command.conversation()).compose(standing -> {
            Membership membership = Access.requireMember(standing.settings().open(), standing.membership());
            // Before somebody joined a group, nothing is theirs to see, and a list with a part left out is not whole.
            boolean beforeJoining = standing.kind() != ConversationKind.ROOM && command.since() + 1 < membership.rev();
            boolean hidden = beforeJoining && membership.rev() > 1;
            return hidden
                    ? Future.succeededFuture(reload(standing))
                    : changes(standing, command.conversation(), command.since(), command.upTo(), command.limit());
        });
    }

    /** For everyone at once: a hub that lost an event asks it. */
    public Future<Changes> fillHole(FillHole command) {
        return standing(null, command.conversation())
                .compose(standing ->
                        changes(standing, command.conversation(), command.since(), command.upTo(), FILL_LIMIT));
    }

    private Future<Changes> changes(
            Standing standing, ConversationId conversation, long since, Long wantedUpTo, int limit) {
        long upTo = wantedUpTo == null ? standing.rev() : Math.min(wantedUpTo, standing.rev());
        boolean unknown = since > standing.rev();
        boolean tooOld = since + 1 < standing.firstRev();
        if (unknown || tooOld || upTo - since > maxChanges) {
            return Future.succeededFuture(reload(standing));
        }
        return store.changes(conversation, since, upTo, limit).map(found -> page(found, upTo));
    }

    /** The revs have no gap: a page that ends below the last one is not the last page. */
    private static Changes page(List<ConversationEvent> found, long upTo) {
        long next = found.isEmpty() ? upTo : found.get(found.size() - 1).rev();
        return new Changes(true, upTo, found, next < upTo, next);
    }

    private static Changes reload(Standing standing) {
        return new Changes(false, standing.rev(), List.of(), false, standing.rev());
    }

    private Future<Standing> standing(Caller caller, ConversationId conversation) {
        return store.standing(caller, conversation)
                .map(found -> found.filter(standing ->
                                caller == null || standing.application().equals(caller.application()))
                        .orElseThrow(FailureCode.NOT_FOUND::failure));
    }
}
