package dev.crosstalk.bus;

import java.util.List;

/** Commands about where somebody is in a conversation, and how somebody wants to hear of it. */
public sealed interface PositionCommand<R> extends Command<R> {

    /**
     * Says up to where the own device has the messages, and up to where its owner has read them. Cumulative: a lower number changes
     * nothing, one above the last message means the last. Answered when it is stored.
     *
     * @param base the own {@code userRev} that the device had when its owner read so far. What was read before is read again by it
     *     only if the device knew that it had been marked as unread; without it, only what was never read
     */
    @Terms(
            who = "members",
            fails = {FailureCode.NOT_FOUND, FailureCode.NOT_A_MEMBER})
    record Mark(ConversationId conversation, Long delivered, Long read, Long base) implements PositionCommand<Marked> {
        public Mark {
            Require.present("conversation", conversation);
            Require.notNegative("delivered", delivered);
            Require.notNegative("read", read);
            Require.notNegative("base", base);
            if (delivered == null && read == null) {
                throw FailureCode.BAD_REQUEST.because("delivered and read are missing");
            }
        }

        /** One that takes nothing back that was marked as unread. */
        public Mark(ConversationId conversation, Long delivered, Long read) {
            this(conversation, delivered, read, null);
        }
    }

    /** The own cursors over all devices, as others may be told of them. */
    record Marked(ConversationId conversation, long delivered, long read) {}

    /** Many marks at once, as after a sync. */
    @Terms(who = "members; what fails is in the reply")
    record MarkMany(List<Mark> marks) implements PositionCommand<MarkedMany> {
        /** Most marks of one command. */
        public static final int MOST = 1_000;

        public MarkMany {
            marks = Require.list("marks", marks, MOST);
        }
    }

    /** The marks of conversations of one node. Internal: what {@link MarkMany} becomes. */
    record MarkOwned(List<Mark> marks) implements PositionCommand<MarkedMany> {
        public MarkOwned {
            marks = Require.list("marks", marks, MarkMany.MOST);
            if (marks.isEmpty()) {
                throw FailureCode.BAD_REQUEST.because("marks is empty");
            }
        }

        @Override
        public ConversationId conversation() {
            return marks.get(0).conversation();
        }
    }

    /** @param failed those that were not stored, each for its own reason */
    record MarkedMany(List<Marked> marked, List<Unmarked> failed) {}

    record Unmarked(ConversationId conversation, Failure.Wire failure) {}

    /**
     * Who has got and read how much. In conversations above the limit of groups nobody sees but oneself.
     *
     * @param after only what changed behind this {@code receiptRev}; null for everybody
     */
    @Terms(
            who = "members",
            fails = {FailureCode.NOT_FOUND, FailureCode.NOT_A_MEMBER})
    record ListReceipts(ConversationId conversation, Long after) implements PositionCommand<Receipts> {
        public ListReceipts {
            Require.present("conversation", conversation);
            Require.notNegative("after", after);
        }
    }

    /**
     * @param receiptRev of the conversation, read before the receipts
     * @param withheld true above the limit of groups, where only the own receipt is told and what is known of the others' is to be
     *     forgotten; else null
     * @param devices the asker's own
     */
    record Receipts(long receiptRev, List<Receipt> receipts, Boolean withheld, List<Device> devices) {}

    /**
     * @param deliveredAt when {@code delivered} was reached; null if that was by being the sender, or before the member came
     * @param read null if the account does not tell, or the asker does not
     */
    record Receipt(AccountId account, long delivered, Long deliveredAt, Long read, Long readAt) {}

    /** How far one device of one's own is. */
    record Device(SessionId session, long delivered, long read) {}

    /** The receipts behind a number, for everyone; a hub fills a hole with it. Internal. */
    record FillReceipts(ConversationId conversation, long since) implements PositionCommand<FilledReceipts> {
        public FillReceipts {
            Require.present("conversation", conversation);
        }
    }

    /** @param receipts of each account its last one, in order of receiptRev; or that there are none any more */
    record FilledReceipts(long upTo, List<ReceiptsEvent> receipts) {}

    /**
     * Marks a conversation as unread, for oneself alone: others are told nothing.
     *
     * @param seq the first message to be unread again; null for a mark without one
     */
    @Terms(
            who = "members",
            fails = {FailureCode.NOT_FOUND, FailureCode.NOT_A_MEMBER})
    record MarkUnread(ConversationId conversation, Long seq) implements PositionCommand<Placed> {
        public MarkUnread {
            Require.present("conversation", conversation);
            Require.notNegative("seq", seq);
        }
    }

    /**
     * Changes how oneself wants to hear of a conversation. What is absent stays.
     *
     * @param mutedUntil epoch milliseconds; 0 for not muted, {@link Position#FOREVER} for good
     * @param pinned its place among the pinned ones, ascending; 0 for not pinned
     */
    @Terms(
            who = "members",
            fails = {FailureCode.NOT_FOUND, FailureCode.NOT_A_MEMBER})
    record Arrange(ConversationId conversation, Long mutedUntil, Long pinned, Boolean archived)
            implements PositionCommand<Placed> {
        public Arrange {
            Require.present("conversation", conversation);
            Require.notNegative("mutedUntil", mutedUntil);
            Require.notNegative("pinned", pinned);
            mutedUntil = mutedUntil == null ? null : Long.valueOf(Math.min(mutedUntil, Position.FOREVER));
        }
    }

    /** The own place after the change. */
    record Placed(ConversationId conversation, long userRev, Position position) {}
}
