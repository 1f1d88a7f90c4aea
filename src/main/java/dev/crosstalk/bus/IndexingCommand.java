package dev.crosstalk.bus;

import java.util.List;

/** What an index asks the durable stores for. Internal. */
public sealed interface IndexingCommand<R> extends Command<R> {

    /** Takes over the work of a kind of index: whoever had it is given none any more. */
    record Attach(String kind, String holder) implements IndexingCommand<Attached> {
        public Attach {
            Require.present("kind", kind);
            Require.present("holder", holder);
        }
    }

    /** @param index the index that has everything but what waits, or null if none has */
    record Attached(String index) {}

    /** Says that an index has everything but what waits. */
    record Complete(String kind, String holder, String index) implements IndexingCommand<Done> {}

    /**
     * Claims changes that wait, the oldest first. Fails with {@link FailureCode#FORBIDDEN} if another holder has taken over.
     *
     * @param claim a text that no other claim has
     */
    record Claim(String kind, String holder, String claim, int limit, long leaseMs)
            implements IndexingCommand<Claimed> {}

    record Claimed(List<Work> work) {
        public Claimed {
            work = Require.list("work", work, 100_000);
        }
    }

    /**
     * A hint that something has changed.
     *
     * @param about {@code message}, {@code trimmed}: everything below {@code seq} is gone, or {@code imported}: all of the conversation
     */
    record Work(long id, ConversationId conversation, long seq, long rev, String about) {}

    /** Removes work that is done. Fails with {@link FailureCode#FORBIDDEN} if another holder has taken over. */
    record Finish(String kind, String holder, String claim, List<Long> ids) implements IndexingCommand<Done> {
        public Finish {
            ids = Require.list("ids", ids, 100_000);
        }
    }

    /** A message's place. */
    record Place(ConversationId conversation, long seq) {
        public Place {
            Require.present("conversation", conversation);
        }

        @Override
        public String toString() {
            return conversation + ":" + seq;
        }
    }

    /** Reads messages as they are now. */
    record Read(List<Place> places) implements IndexingCommand<Sources> {
        public Read {
            places = Require.list("places", places, 10_000);
        }
    }

    /**
     * @param read how many of the places were read, from the first: as many as are not too much for one answer
     * @param sources those of them that there are
     */
    record Sources(int read, List<Source> sources) {
        public Sources {
            sources = Require.list("sources", sources, 100_000);
        }
    }

    /**
     * A message as it is now.
     *
     * @param number of its conversation in its application
     * @param locale the language that its sender has set, or null
     * @param text null if it was deleted
     */
    record Source(
            ApplicationId application,
            ConversationId conversation,
            long number,
            long seq,
            MessageId id,
            long rev,
            AccountId sender,
            String locale,
            long time,
            boolean edited,
            Long replyTo,
            String text) {}

    /**
     * Reads all messages, in order of conversation and seq.
     *
     * @param within only of that conversation; null for all
     * @param after the {@code next} of the page before, or null
     */
    record Scan(ConversationId within, Place after, int limit) implements IndexingCommand<Scanned> {}

    /** @param next where to go on, or null at the end */
    record Scanned(List<Source> sources, Place next) {
        public Scanned {
            sources = Require.list("sources", sources, 100_000);
        }
    }

    /** About how many messages there are. */
    record Count() implements IndexingCommand<Counted> {}

    record Counted(long messages) {}

    /**
     * What somebody may see now, and what the words of a query stand for.
     *
     * @param people names or ids
     * @param rooms titles or ids of the asker's own conversations, or names of people: the direct one with them
     */
    record GetScope(List<String> people, List<String> rooms, boolean pinned, boolean saved)
            implements IndexingCommand<Scope> {
        public GetScope {
            people = Require.list("people", people, 100);
            rooms = Require.list("rooms", rooms, 100);
        }
    }

    /**
     * @param grants the asker's conversations
     * @param people as they were asked for; null where there is nobody
     * @param rooms likewise, each with all that it may stand for
     * @param hidden the messages that the asker has hidden last
     * @param pinned those that are pinned in the asker's conversations, if they were asked for
     * @param saved those that the asker keeps at hand, if they were asked for
     */
    record Scope(
            List<Grant> grants,
            List<String> people,
            List<List<ConversationId>> rooms,
            List<Place> hidden,
            List<Place> pinned,
            List<Place> saved) {}

    /** @param from the lowest seq that may be seen */
    record Grant(ConversationId conversation, long from) {}

    /** Those of the messages that the caller may see, and what stands before and after them. */
    record Show(List<Place> places) implements IndexingCommand<Shown> {
        public Show {
            places = Require.list("places", places, 100);
        }
    }

    record Shown(List<ShownMessage> messages) {
        public Shown {
            messages = Require.list("messages", messages, 100_000);
        }
    }

    /**
     * @param text its beginning, longer of one that was asked for than of its neighbours; null if it was deleted
     * @param cut whether it goes on
     */
    record ShownMessage(
            ConversationId conversation,
            long seq,
            MessageId id,
            long rev,
            AccountId sender,
            long time,
            Long editedAt,
            Long replyTo,
            String text,
            boolean cut) {}
}
