package dev.crosstalk.conversation;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.Head;
import dev.crosstalk.bus.ConversationCommand.Heads;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ModerationCommand.Banned;
import io.vertx.core.Future;
import java.util.List;

/** Who may see what, and where conversations stand. */
public interface MembershipStore {

    /** Those of the conversations that the caller is a member of, each with the revision it had in the same instant. */
    Future<List<Head>> memberOf(Caller caller, List<ConversationId> conversations);

    /**
     * Whether somebody hides.
     *
     * @param hidden whether not everyone is shown that the account is here
     * @param userRev the account's revision at which it was so
     */
    record Visibility(boolean hidden, long userRev) {}

    Future<Visibility> visibility(Caller caller);

    /** Those who are banned now, in order of account id. */
    Future<List<Banned>> banned(ConversationId conversation, AccountId after, int limit);

    /**
     * Those of the people whom the caller may see to be here: who shares a conversation with the caller or is a contact, does not
     * block the caller and does not hide; and the caller.
     */
    Future<List<AccountId>> acquainted(Caller caller, List<AccountId> people);

    /**
     * Conversations and accounts of all applications that changed since a time, less an overlap that is longer than a transaction
     * may take.
     *
     * @param since null for the last overlap only
     * @param accounts no others; null for all
     */
    Future<Heads> changedSince(Long since, List<AccountId> accounts);
}
