package dev.crosstalk.bus;

/** News of how far the members of a conversation are, in order of its line of receipts. */
public sealed interface ReceiptsEvent extends Event permits ReceiptEvent, ReceiptsWithheld {

    ConversationId conversation();

    /** The number of this change in the conversation's line of receipts. */
    long receiptRev();
}
