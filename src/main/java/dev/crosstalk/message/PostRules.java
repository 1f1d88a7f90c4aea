package dev.crosstalk.message;

import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Quote;
import dev.crosstalk.conversation.Access;
import dev.crosstalk.conversation.Membership;
import dev.crosstalk.message.Draft.Reply;
import dev.crosstalk.message.Draft.Seat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules of what a new message refers to: the message that it answers, and whom it mentions. */
public final class PostRules {
    private final Map<Reply, Original> originals;
    private final MessageLimits limits;

    /** @param originals those of the answered messages that are kept and not hidden from who answers */
    public PostRules(Map<Reply, Original> originals, MessageLimits limits) {
        this.originals = originals;
        this.limits = limits;
    }

    /** @return the quotation as it is told to all, or null if the draft answers nothing */
    Quote quote(Draft draft, Membership membership) {
        Reply reply = draft.reply();
        if (reply == null) {
            return null;
        }
        Original original = originals.get(reply);
        if (original == null || reply.seq() <= membership.joinedSeq()) {
            throw FailureCode.NOT_FOUND.because("There is no message to reply to.");
        }
        if (original.deleted()) {
            throw FailureCode.MESSAGE_DELETED.failure();
        }
        return original.quoteForAll();
    }

    /** Who left meanwhile is left out: that must not keep a message from being posted. */
    Mentions mentions(Draft draft, Head head, Membership membership, Map<Seat, Membership> members) {
        if (draft.post().mentionsEveryone()) {
            limits.requireMayMentionEveryone(head.kind(), head.settings(), head.memberCount(), membership);
        }
        return new Mentions(
                Optional.ofNullable(draft.post().mentions()).orElse(List.of()).stream()
                        .filter(account -> Access.isMember(Optional.ofNullable(members.get(draft.seat(account)))))
                        .toList(),
                draft.post().mentionsEveryone());
    }
}
