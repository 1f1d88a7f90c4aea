package dev.crosstalk.cache;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.bus.MessageId;
import dev.crosstalk.bus.Quote;
import dev.crosstalk.bus.Role;
import dev.crosstalk.cache.RecentConversation.Head;
import dev.crosstalk.cache.RecentConversation.Seat;
import dev.crosstalk.cache.RecentConversation.Version;
import dev.crosstalk.cache.RecentMessages.Hide;
import dev.crosstalk.cache.RecentMessages.Reacted;
import dev.crosstalk.conversation.Membership;
import dev.crosstalk.message.Mentions;
import dev.crosstalk.message.StoredMessage;
import dev.crosstalk.message.StoredMessage.Deletion;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

/** Conversations to try a cache with. */
final class Samples {
    static final AccountId ALICE = new AccountId(1);
    static final AccountId BOB = new AccountId(2);
    static final AccountId MALLORY = new AccountId(3);
    static final ConversationId ROOM = new ConversationId(70);
    static final ConversationId OTHER = new ConversationId(71);

    private Samples() {}

    static Seat seat(AccountId account, boolean active) {
        Membership.State state = active ? Membership.State.ACTIVE : Membership.State.LEFT;
        return new Seat(account, new Membership(state, Role.MEMBER, 0, 1));
    }

    static StoredMessage message(
            ConversationId conversation, long seq, long rev, String text, long time, Long replyTo) {
        return new StoredMessage(
                conversation,
                seq,
                new MessageId(1_000 + seq),
                rev,
                ALICE,
                new UUID(conversation.value(), seq),
                text,
                time,
                null,
                0,
                null,
                replyTo,
                Mentions.NONE);
    }

    /** With the latest of its messages, which number as many as its revisions after the first. */
    static RecentConversation conversation(ConversationId id, long lastSeq, int messages) {
        List<StoredMessage> latest = LongStream.rangeClosed(lastSeq - messages + 1, lastSeq)
                .mapToObj(seq -> message(id, seq, seq + 1, "text " + seq + " 😀", 5, null))
                .toList();
        return of(
                id,
                new Version(lastSeq + 1, 5, 0),
                lastSeq,
                List.of(seat(ALICE, true), seat(BOB, true)),
                new RecentMessages(latest, List.of(), List.of(), List.of()));
    }

    /** With an answer, an edited message, a deleted one, reactions of which some are unknown, and a hidden one. */
    static RecentConversation rich(ConversationId id) {
        RecentConversation plain = conversation(id, 30, 20);
        List<StoredMessage> latest = new ArrayList<>(plain.messages().latest());
        latest.set(0, edited(latest.get(0)));
        latest.set(1, deleted(latest.get(1)));
        latest.set(19, message(id, 30, 31, "an answer", 5, 3L));
        RecentMessages messages = new RecentMessages(
                latest,
                List.of(new Quote(3, BOB, "what was said", null)),
                List.of(new Reacted(20, "👍", 2, 21, List.of(ALICE, BOB)), new Reacted(20, ":ship:", 9_000, 22, null)),
                List.of(new Hide(BOB, 3)));
        return of(id, plain.version(), 30, plain.seats(), messages);
    }

    private static StoredMessage edited(StoredMessage one) {
        return new StoredMessage(
                one.conversation(),
                one.seq(),
                one.id(),
                one.rev(),
                one.sender(),
                one.clientId(),
                "edited",
                one.time(),
                9L,
                1,
                null,
                null,
                new Mentions(List.of(BOB), true));
    }

    private static StoredMessage deleted(StoredMessage one) {
        return new StoredMessage(
                one.conversation(),
                one.seq(),
                one.id(),
                one.rev(),
                one.sender(),
                one.clientId(),
                "",
                one.time(),
                null,
                0,
                new Deletion(BOB, 9),
                null,
                Mentions.NONE);
    }

    static RecentConversation of(
            ConversationId id, Version version, long lastSeq, List<Seat> seats, RecentMessages messages) {
        Head head = new Head(
                id,
                new ApplicationId(1),
                ConversationKind.ROOM,
                ConversationSettings.of(ConversationKind.ROOM),
                version,
                1,
                lastSeq,
                1);
        return new RecentConversation(head, seats, messages, List.of(), 0);
    }
}
