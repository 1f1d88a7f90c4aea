package dev.crosstalk.bus;

/**
 * A conversation has more members now than a group may have: nobody is told any more how far the others are. What was told of them
 * does not hold any more; a device forgets it.
 *
 * @param receiptRev the number of this change in the conversation's line of receipts
 */
public record ReceiptsWithheld(ConversationId conversation, long receiptRev) implements ReceiptsEvent {}
