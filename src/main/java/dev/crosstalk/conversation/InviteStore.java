package dev.crosstalk.conversation;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.InviteCommand.CreateInvite;
import dev.crosstalk.bus.InviteCommand.InvitePreview;
import dev.crosstalk.bus.InviteCommand.InviteView;
import dev.crosstalk.bus.InviteId;
import dev.crosstalk.bus.PermissionLevel;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Durable invites. Of a code only its hash is stored. */
public interface InviteStore {

    /**
     * Makes an invite.
     *
     * @param rule refuses, under the conversation's lock, who may not
     * @return fails with {@link dev.crosstalk.bus.FailureCode#TOO_MANY_INVITES}, and with {@link
     *     dev.crosstalk.bus.FailureCode#TOO_MANY_REQUESTS} if as many have ended lately
     */
    Future<InviteView> create(Caller caller, CreateInvite wanted, byte[] codeHash, Consumer<Locked> rule);

    /**
     * Those that still let somebody in, in order of id.
     *
     * @param creator whose, or null for everyone's
     * @param level from whom on one may make invites there
     */
    Future<List<InviteView>> list(
            ConversationId conversation, AccountId creator, PermissionLevel level, InviteId after, int limit);

    /**
     * Ends an invite; from the commit on it lets nobody in.
     *
     * @param creator whose it must be, or null for anyone's
     * @return whether there is such an invite
     */
    Future<Boolean> revoke(ConversationId conversation, InviteId invite, AccountId creator);

    /** An invite as somebody finds it who holds its code. */
    record Held(ConversationId conversation, boolean usable, InvitePreview preview, Optional<Membership> membership) {}

    /** Empty if the caller's application has no such invite. */
    Future<Optional<Held>> find(Caller caller, byte[] codeHash);

    /**
     * Lets the caller in, if the invite does and the rule: both under the conversation's lock, so that it lets in no more people
     * than it may. Events are published.
     *
     * @return fails with {@link dev.crosstalk.bus.FailureCode#INVITE_INVALID} if it lets nobody in any more
     */
    Future<Void> enter(Caller caller, ConversationId conversation, byte[] codeHash, Function<Locked, Change> rule);

    /** Removes some of those that ended a while ago. @return how many */
    Future<Integer> removeEnded();
}
