package dev.crosstalk.cache;

import dev.crosstalk.account.Name;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationEvent.Message;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.cache.ChangeSource.ChangedConversation;
import dev.crosstalk.conversation.ConversationStore.Position;
import java.util.Comparator;

/**
 * A room of an application's directory.
 *
 * @param titleKey the folded title, by which it is found
 * @param view as somebody sees it who is not a member
 */
public record Room(ApplicationId application, String titleKey, ConversationView view) {
    /** The order of the directory: latest message first. */
    static final Comparator<Position> LATEST_FIRST = Comparator.comparingLong(Position::lastTime)
            .thenComparing(Position::conversation)
            .reversed();

    public static Room of(ApplicationId application, ConversationView view) {
        return new Room(application, Name.key(view.title()), view);
    }

    ConversationId id() {
        return view.id();
    }

    Position place() {
        return new Position(Position.UNPINNED, view.lastTime(), view.id());
    }

    boolean lacksOf(ChangedConversation changed) {
        return view.rev() < changed.version().rev() || view.receiptRev() < changed.receiptRev();
    }

    /** After one more message. */
    Room with(Message message) {
        ConversationView next = new ConversationView(
                view.id(),
                view.number(),
                view.kind(),
                view.title(),
                message.rev(),
                view.receiptRev(),
                message.seq(),
                view.firstSeq(),
                view.memberCount(),
                view.members(),
                view.preview(),
                message.time(),
                view.role(),
                view.settings(),
                view.position());
        return new Room(application, titleKey, next);
    }
}
