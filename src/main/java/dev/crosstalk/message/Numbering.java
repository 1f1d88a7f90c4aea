package dev.crosstalk.message;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.Posted;
import dev.crosstalk.bus.MessageId;
import dev.crosstalk.bus.Quote;
import dev.crosstalk.conversation.Access;
import dev.crosstalk.conversation.Membership;
import dev.crosstalk.message.Draft.Key;
import dev.crosstalk.message.Draft.Seat;
import dev.crosstalk.message.Outcome.Known;
import dev.crosstalk.message.Outcome.Refused;
import dev.crosstalk.message.Outcome.Stored;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongUnaryOperator;

/**
 * Decides what becomes of a batch of drafts while their conversations are locked: who may not post is refused, what is stored is
 * answered again, each other one takes the next numbers of its conversation.
 *
 * <p>What is stored comes before who may post: a removed member whose acknowledgement was lost must not be told that nothing
 * was stored.
 */
public final class Numbering {
    private final Map<ConversationId, Head> heads;
    private final Map<Seat, Membership> members;
    private final Map<Key, Posted> known;
    private final PostRules rules;
    private final LongUnaryOperator ids;
    private final long now;
    private final Set<ConversationId> changed = new HashSet<>();
    private final SlowMode slowMode = new SlowMode();

    /**
     * @param heads the locked conversations that exist, by id
     * @param known the drafts that are stored already, in whichever conversation
     * @param rules of what a draft refers to
     * @param ids gives an id above its argument
     * @param now database time in epoch milliseconds
     */
    public Numbering(
            Map<ConversationId, Head> heads,
            Map<Seat, Membership> members,
            Map<Key, Posted> known,
            PostRules rules,
            LongUnaryOperator ids,
            long now) {
        this.heads = new HashMap<>(heads);
        this.members = members;
        this.known = new HashMap<>(known);
        this.rules = rules;
        this.ids = ids;
        this.now = now;
    }

    public Outcome admit(Draft draft) {
        Head head = heads.get(draft.post().conversation());
        if (head == null || !head.application().equals(draft.caller().application())) {
            return new Refused(FailureCode.NOT_FOUND.failure());
        }
        Posted stored = known.get(draft.key());
        if (stored != null) {
            return stored.conversation().equals(head.id())
                    ? new Known(stored)
                    : new Refused(FailureCode.CLIENT_ID_REUSED.failure());
        }
        Optional<Membership> membership = Optional.ofNullable(members.get(draft.seat()));
        if (!Access.isMember(membership)) {
            return new Refused(Access.refusal(head.settings().open(), membership));
        }
        if (head.closed()) {
            return new Refused(FailureCode.FORBIDDEN.failure());
        }
        return admit(draft, head, membership.get());
    }

    private Outcome admit(Draft draft, Head head, Membership membership) {
        if (!Access.mayPost(head.settings(), membership)) {
            return new Refused(FailureCode.READ_ONLY.failure());
        }
        long time = Math.max(now, head.lastChange());
        Optional<Failure> tooSoon = slowMode.refusal(head, draft.seat(), membership, time);
        if (tooSoon.isPresent()) {
            return new Refused(tooSoon.get());
        }
        try {
            Quote quote = rules.quote(draft, membership);
            Mentions mentions = rules.mentions(draft, head, membership, members);
            slowMode.posted(head, draft.seat(), membership, time);
            return new Stored(number(draft, head, quote, mentions, time));
        } catch (Failure refusal) {
            return new Refused(refusal);
        }
    }

    private ConversationEvent.Message number(Draft draft, Head head, Quote quote, Mentions mentions, long time) {
        Head next = head.after(ids.applyAsLong(head.lastId()), time);
        AccountId sender = draft.caller().account();
        ConversationEvent.Message message = new ConversationEvent.Message(
                next.id(),
                next.rev(),
                new MessageId(next.lastId()),
                next.lastSeq(),
                sender,
                draft.post().clientId(),
                draft.post().text(),
                time,
                quote,
                mentions.accounts().isEmpty() ? null : mentions.accounts(),
                mentions.everyone() ? Boolean.TRUE : null,
                null);
        heads.put(next.id(), next);
        changed.add(next.id());
        known.put(draft.key(), new Posted(message.id(), next.id(), next.lastSeq(), next.rev(), time, true));
        return message;
    }

    /** When those who posted in slow mode did so last. */
    public Map<Seat, Long> slowPosts() {
        return slowMode.posts();
    }

    /** The new heads of the conversations that got messages, in order of id. */
    public Collection<Head> changedHeads() {
        return changed.stream().sorted().map(heads::get).toList();
    }
}
