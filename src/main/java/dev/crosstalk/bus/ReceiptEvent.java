package dev.crosstalk.bus;

/**
 * How far somebody is in a conversation. Cumulative: what one has read, all devices of the sender may show as read up to there.
 *
 * @param receiptRev the number of this change in the conversation's line of receipts
 * @param delivered the last message that one of the account's devices has
 * @param read the last message that was read; null if the account does not tell
 * @param time when it came so far, epoch milliseconds
 */
public record ReceiptEvent(
        ConversationId conversation, long receiptRev, AccountId account, long delivered, Long read, long time)
        implements ReceiptsEvent {}
