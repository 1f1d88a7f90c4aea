package dev.crosstalk.cache;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationEvent.Message;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.bus.MessageId;
import dev.crosstalk.bus.Role;
import dev.crosstalk.cache.RecentConversation.Seat;
import dev.crosstalk.conversation.Membership;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

/** Conversations to try a cache with. */
final class Samples {
    static final AccountId ALICE = new AccountId(1);
    static final AccountId BOB = new AccountId(2);
    static final ConversationId ROOM = new ConversationId(70);
    static final ConversationId OTHER = new ConversationId(71);

    private Samples() {}

    static Seat seat(AccountId account, boolean active) {
        Membership.State state = active ? Membership.State.ACTIVE : Membership.State.LEFT;
        return new Seat(account, new Membership(state, Role.MEMBER, 0, 1));
    }

    static Message message(ConversationId conversation, long seq, long rev, String text, long time) {
        return new Message(
                conversation,
                rev,
                new MessageId(1_000 + seq),
                seq,
                ALICE,
                new UUID(conversation.value(), seq),
                text,
                time);
    }

    /** With the latest of its messages, which number as many as its revisions after the first. */
    static RecentConversation conversation(ConversationId id, long lastSeq, int messages) {
        List<MessageEvent> latest = LongStream.rangeClosed(lastSeq - messages + 1, lastSeq)
                .<MessageEvent>mapToObj(seq -> message(id, seq, seq + 1, "text " + seq + " 😀", 5))
                .toList();
        return of(id, lastSeq + 1, 5, lastSeq, List.of(seat(ALICE, true), seat(BOB, true)), latest);
    }

    static RecentConversation of(
            ConversationId id, long rev, long changedAt, long lastSeq, List<Seat> seats, List<MessageEvent> messages) {
        return new RecentConversation(
                id,
                new ApplicationId(1),
                ConversationKind.ROOM,
                ConversationSettings.of(ConversationKind.ROOM),
                rev,
                changedAt,
                1,
                lastSeq,
                1,
                seats,
                messages,
                List.of(),
                0);
    }
}
