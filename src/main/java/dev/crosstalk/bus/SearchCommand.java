package dev.crosstalk.bus;

import java.util.List;

/** Commands about finding: messages, people and rooms. */
public sealed interface SearchCommand<R> extends Command<R> {
    /** The most characters of a query. */
    int MAX_QUERY = 500;

    /** The longest {@code after}. */
    int MAX_AFTER = 600;

    /**
     * Messages that one may see, newest first. Words are found whatever their accents and case, the last one by its beginning; those
     * between quotation marks only in that order; a minus before a word, a phrase or an operator turns it round. Operators: {@code
     * from: in: before: after: has:link has:reply is:pinned is:saved is:edited is:mine}.
     *
     * @param after the {@code next} of the page before; what was posted since the first page does not come into the others
     */
    @Terms(
            who = "everybody; what one may not see is not found",
            fails = {FailureCode.BAD_QUERY, FailureCode.SEARCH_UNAVAILABLE})
    record Messages(String q, String after, Integer limit) implements SearchCommand<Hits> {
        public Messages {
            Require.present("q", q);
            Require.atMost("q", q, MAX_QUERY);
            Require.atMost("after", after, MAX_AFTER);
            limit = Require.limit(limit, 20, 50);
        }
    }

    /**
     * @param hits may be fewer than asked for: what was changed or removed meanwhile is left out
     * @param next what to give as {@code after} to go on, or null at the end
     */
    record Hits(List<Hit> hits, String next) {}

    /**
     * A message that was found.
     *
     * @param editedAt when it was edited for the last time, or null
     * @param replyTo the {@code seq} of the message that it answers, or null
     * @param text of a long message the part around the first place that was found
     * @param offset where in the message {@code text} begins, in UTF-16 code units; null for its beginning
     * @param cut whether the message goes on behind {@code text}; null for not
     * @param highlights the places in {@code text} that were found, ascending
     * @param before the message before it, or null if one may not see it or there is none
     * @param after the message after it, likewise
     */
    record Hit(
            ConversationId conversation,
            long seq,
            MessageId id,
            long rev,
            AccountId sender,
            long time,
            Long editedAt,
            Long replyTo,
            String text,
            Integer offset,
            Boolean cut,
            List<Range> highlights,
            Neighbour before,
            Neighbour after) {}

    /** A part of a text, in UTF-16 code units: from {@code start} up to, and without, {@code end}. */
    record Range(int start, int end) {}

    /** @param text its beginning; null if it was deleted */
    record Neighbour(long seq, AccountId sender, long time, String text) {}

    /** Accounts with the text in their name, one's contacts first: the same as {@code cmd.account.find}. */
    @Terms(who = "everybody")
    record People(String q, String after, Integer limit) implements SearchCommand<AccountCommand.Accounts> {
        public People {
            Require.atMost("q", q, MAX_QUERY / 2);
            Require.atMost("after", after, MAX_AFTER);
            limit = Require.limit(limit, 50, 200);
        }
    }

    /** Open rooms with the text in their title, latest message first: the same as {@code cmd.conversation.rooms}. */
    @Terms(who = "everybody")
    record Rooms(String q, String after, Integer limit) implements SearchCommand<ConversationCommand.Page> {
        public Rooms {
            Require.atMost("q", q, MAX_QUERY / 2);
            Require.atMost("after", after, MAX_AFTER);
            limit = Require.limit(limit, 50, 200);
        }
    }

    /** Makes the index anew beside the one that serves, and puts it in its place. While one is made, its progress is answered. */
    @Terms(
            who = "administrators",
            fails = {FailureCode.FORBIDDEN, FailureCode.SEARCH_UNAVAILABLE})
    record Rebuild() implements SearchCommand<Progress> {}

    /** How far the index is that is made anew, or what became of the last one. */
    @Terms(
            who = "administrators",
            fails = {FailureCode.FORBIDDEN, FailureCode.SEARCH_UNAVAILABLE})
    record GetRebuild() implements SearchCommand<Progress> {}

    /**
     * @param state {@code never} since the node that indexes started, {@code running}, {@code ready} or {@code failed}
     * @param id of the index that is made, or null
     * @param done how many messages it has
     * @param total how many there were when it was begun, about
     * @param startedAt epoch milliseconds, or null
     * @param endedAt epoch milliseconds, or null
     */
    record Progress(String state, String id, long done, long total, Long startedAt, Long endedAt) {}
}
