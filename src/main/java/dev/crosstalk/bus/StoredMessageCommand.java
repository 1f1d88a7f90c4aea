package dev.crosstalk.bus;

import dev.crosstalk.bus.ConversationEvent.MessageEvent;

/**
 * Commands about one message that is stored. Repeating one is harmless, therefore none carries a {@code clientId}: what is so
 * already changes nothing and takes no revision.
 */
public sealed interface StoredMessageCommand<R> extends Command<R> {

    long seq();

    record Get(ConversationId conversation, long seq) implements StoredMessageCommand<Found> {
        public Get {
            Require.message(conversation, seq);
        }
    }

    /** A message as the asker sees it. */
    record Found(MessageEvent message) {}

    /** Gives an own message another text. */
    record Edit(ConversationId conversation, long seq, String text) implements StoredMessageCommand<Found> {
        public Edit {
            Require.message(conversation, seq);
            Text.requireMessage(text);
        }
    }

    /** Deletes a message for everyone, which leaves a tombstone: an own one, or as a moderator any. */
    record Delete(ConversationId conversation, long seq) implements StoredMessageCommand<Done> {
        public Delete {
            Require.message(conversation, seq);
        }
    }
}
