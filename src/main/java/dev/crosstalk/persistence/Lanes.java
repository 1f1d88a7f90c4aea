package dev.crosstalk.persistence;

import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.MessageCommand.Posted;
import dev.crosstalk.message.Draft;
import dev.crosstalk.persistence.Queued.Changed;
import dev.crosstalk.persistence.Queued.QueuedChange;
import dev.crosstalk.persistence.Queued.QueuedPost;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/** All writing of conversations on this node. A conversation's changes always pass through the same lane. */
final class Lanes {
    private final List<Lane> lanes;

    Lanes(List<Lane> lanes) {
        this.lanes = List.copyOf(lanes);
    }

    Future<Posted> post(Draft draft) {
        QueuedPost post = new QueuedPost(draft);
        lane(draft.post().conversation()).offer(post);
        return post.promise().future();
    }

    <T> Future<T> change(ConversationId conversation, Function<Statements, Future<Changed<T>>> work) {
        return change(conversation, Database.SMALL, work);
    }

    /** @param bytes what the work holds in memory while it waits */
    <T> Future<T> change(ConversationId conversation, int bytes, Function<Statements, Future<Changed<T>>> work) {
        QueuedChange<T> change = new QueuedChange<>(bytes, work);
        lane(conversation).offer(change);
        return change.promise().future();
    }

    private Lane lane(ConversationId conversation) {
        return lanes.get(index(conversation));
    }

    /** The lane of a conversation among {@link #all}. */
    int index(ConversationId conversation) {
        return Math.floorMod(conversation.hashCode(), lanes.size());
    }

    List<Lane> all() {
        return lanes;
    }

    /** @return when nothing is being written any more */
    Future<Void> close() {
        return Future.join(lanes.stream().map(Lane::close).toList()).mapEmpty();
    }
}
