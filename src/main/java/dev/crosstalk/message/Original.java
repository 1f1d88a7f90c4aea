package dev.crosstalk.message;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Quote;

/**
 * A message that is answered.
 *
 * @param excerpt empty if it was deleted
 * @param forAll whether every member may see it
 */
public record Original(long seq, AccountId sender, String excerpt, boolean deleted, boolean forAll) {

    /** Of a message at hand; whether all may see it is not asked. */
    public static Original of(StoredMessage message) {
        return new Original(
                message.seq(),
                message.sender(),
                Excerpt.of(Excerpt.beginning(message.text())),
                message.isDeleted(),
                false);
    }

    /** As who may see it reads it. */
    public Quote quote() {
        return deleted ? new Quote(seq, sender, null, true) : new Quote(seq, sender, excerpt, null);
    }

    /** As it is told to all. */
    public Quote quoteForAll() {
        return forAll ? quote() : Quote.of(seq);
    }
}
