package dev.crosstalk.cache;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.MessageCommand.Pins;
import dev.crosstalk.bus.MessageCommand.Posted;
import dev.crosstalk.bus.StoredMessageCommand.EarlierText;
import dev.crosstalk.conversation.Access;
import dev.crosstalk.message.Draft;
import dev.crosstalk.message.LockedMessage;
import dev.crosstalk.message.MessageChange;
import dev.crosstalk.message.MessageStore;
import dev.crosstalk.message.Subject;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A store of messages that answers from the recent ones where it can: where a conversation stands, somebody's place in it, and its
 * latest messages. What is older is read from the store behind it and not kept, so that it pushes nothing out.
 */
public final class CachedMessageStore implements MessageStore {
    private final MessageStore store;
    private final RecentConversations recent;

    public CachedMessageStore(MessageStore store, RecentConversations recent) {
        this.store = store;
        this.recent = recent;
    }

    @Override
    public Future<Posted> post(Draft draft) {
        return store.post(draft);
    }

    @Override
    public Future<Optional<Standing>> standing(Caller caller, ConversationId conversation) {
        return store.standing(caller, conversation);
    }

    @Override
    public Future<Optional<ConversationEvent>> gone(ConversationId conversation, long since) {
        return store.gone(conversation, since);
    }

    /** Who is no member by what is cached may have become one: refusals are never late. */
    @Override
    public Future<Optional<Standing>> lateStanding(Caller caller, ConversationId conversation) {
        return recent.find(conversation)
                .map(found -> found.flatMap(one -> one.standing(caller.account()))
                        .filter(standing -> standing.application().equals(caller.application()))
                        .filter(standing -> Access.isMember(standing.membership())))
                .compose(found ->
                        found.isPresent() ? Future.succeededFuture(found) : store.standing(caller, conversation));
    }

    @Override
    public Future<List<MessageEvent>> range(
            Reader reader, ConversationId conversation, long from, long to, boolean latest, int limit) {
        if (from > to) {
            return Future.succeededFuture(List.of());
        }
        return cached(reader, conversation)
                .compose(found -> found.isPresent()
                        ? range(found.get(), reader, conversation, from, to, latest, limit)
                        : Future.succeededFuture(Optional.empty()))
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture(found.get())
                        : store.range(reader, conversation, from, to, latest, limit));
    }

    /** Who was let in by the database may be ahead of what is cached. */
    private Future<Optional<RecentConversation>> cached(Reader reader, ConversationId conversation) {
        return recent.find(conversation).map(found -> found.filter(one -> one.rev() >= reader.rev()));
    }

    private Future<Optional<List<MessageEvent>>> range(
            RecentConversation cached,
            Reader reader,
            ConversationId conversation,
            long from,
            long to,
            boolean latest,
            int limit) {
        return hidden(cached, reader, conversation, to)
                .map(found -> found.flatMap(hidden -> cached.range(reader, hidden, from, to, latest, limit)));
    }

    /** Empty if the reader hides something, and what is not known here. */
    private Future<Optional<Set<Long>>> hidden(
            RecentConversation cached, Reader reader, ConversationId conversation, long to) {
        Optional<Set<Long>> known = cached.messages().hiddenFrom(reader.account());
        return known.isPresent()
                ? Future.succeededFuture(known)
                : store.hidesSome(reader, conversation, reader.firstSeq(), to)
                        .map(hides -> hides ? Optional.empty() : Optional.of(Set.of()));
    }

    @Override
    public Future<List<ConversationEvent>> entries(
            Reader reader, ConversationId conversation, long from, long to, int limit) {
        return cached(reader, conversation)
                .map(found -> found.flatMap(one -> one.entries(reader.firstRev(), from, to, limit)))
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture(found.get())
                        : store.entries(reader, conversation, from, to, limit));
    }

    @Override
    public Future<Boolean> hidesSome(Reader reader, ConversationId conversation, long from, long to) {
        return store.hidesSome(reader, conversation, from, to);
    }

    @Override
    public Future<List<MessageEvent>> find(Reader reader, ConversationId conversation, List<Long> seqs) {
        return store.find(reader, conversation, seqs);
    }

    @Override
    public Future<List<EarlierText>> edits(ConversationId conversation, long seq, long after, int limit) {
        return store.edits(conversation, seq, after, limit);
    }

    @Override
    public Future<List<StampedReactor>> reactors(
            ConversationId conversation, long seq, String kind, long after, int limit) {
        return store.reactors(conversation, seq, kind, after, limit);
    }

    @Override
    public Future<Pins> pins(Reader reader, ConversationId conversation, Long after) {
        return store.pins(reader, conversation, after);
    }

    @Override
    public Future<Slice> changes(Reader reader, ConversationId conversation, long since, long upTo, int limit) {
        return since >= upTo
                ? Future.succeededFuture(new Slice(List.of(), upTo))
                : store.changes(reader, conversation, since, upTo, limit);
    }

    @Override
    public Future<Void> change(Caller caller, Subject subject, Function<LockedMessage, MessageChange> rule) {
        return store.change(caller, subject, rule);
    }
}
