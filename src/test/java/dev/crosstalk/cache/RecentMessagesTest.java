package dev.crosstalk.cache;

import static dev.crosstalk.cache.Samples.ALICE;
import static dev.crosstalk.cache.Samples.BOB;
import static dev.crosstalk.cache.Samples.MALLORY;
import static dev.crosstalk.cache.Samples.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationEvent.Deleted;
import dev.crosstalk.bus.ConversationEvent.Edited;
import dev.crosstalk.bus.ConversationEvent.Message;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.bus.ConversationEvent.Reaction;
import dev.crosstalk.bus.Quote;
import dev.crosstalk.bus.ReactionCount;
import dev.crosstalk.cache.RecentMessages.Hide;
import dev.crosstalk.cache.RecentMessages.Reacted;
import dev.crosstalk.message.MessageStore.Reader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is cached of messages is shown to each reader as to that reader alone. */
class RecentMessagesTest {
    private static final RecentConversation RICH = Samples.rich(ROOM);

    private static Optional<List<MessageEvent>> range(AccountId who, long firstSeq, long from, int limit) {
        Set<Long> hidden = RICH.messages().hiddenFrom(who).orElseThrow();
        return RICH.range(new Reader(who, firstSeq, 1), hidden, from, 30, true, limit);
    }

    private static Message last(AccountId who, long firstSeq) {
        return (Message) range(who, firstSeq, firstSeq, 1).orElseThrow().get(0);
    }

    @Test
    void whatIsAnsweredIsQuotedToWhoMaySeeIt() {
        assertThat(last(ALICE, 1).replyTo()).isEqualTo(new Quote(3, BOB, "what was said", null));
        assertThat(last(ALICE, 3).replyTo().excerpt()).isNotNull();
        assertThat(last(ALICE, 4).replyTo()).as("who joined later").isEqualTo(Quote.of(3));
        assertThat(last(BOB, 1).replyTo()).as("who has hidden it").isEqualTo(Quote.of(3));
    }

    @Test
    void editedAndDeletedMessagesAreShownAsSuch() {
        List<MessageEvent> page = range(ALICE, 11, 11, 20).orElse(List.of());
        assertThat(page).isEmpty();
        List<MessageEvent> oldest =
                RICH.range(new Reader(ALICE, 11, 1), Set.of(), 11, 12, false, 5).orElseThrow();

        assertThat(oldest.get(0)).isInstanceOf(Edited.class);
        assertThat(oldest.get(1)).isInstanceOf(Deleted.class);
    }

    @Test
    void onesOwnReactionsAreOnesOwn() {
        RecentMessages few = with(List.of(new Reacted(30, "👍", 2, 40, List.of(ALICE, BOB))));

        assertThat(reactions(few, BOB)).containsExactly(new ReactionCount("👍", 2, true, 40));
        assertThat(reactions(few, MALLORY)).containsExactly(new ReactionCount("👍", 2, false, 40));
    }

    @Test
    void whereItIsNotKnownWhoReactedTheDatabaseIsAsked() {
        assertThat(range(ALICE, 21, 21, 10))
                .as("above the one that too many reacted to")
                .isPresent();
        assertThat(range(ALICE, 20, 20, 11)).isEmpty();
    }

    @Test
    void moreReactionsThanAreKeptAreCountedAndNotKept() {
        List<AccountId> crowd = LongStream.rangeClosed(1, RecentMessages.MOST_REACTORS)
                .mapToObj(AccountId::new)
                .toList();
        RecentMessages full = with(List.of(new Reacted(29, "👍", crowd.size(), 40, crowd)));
        Reaction one = new Reaction(ROOM, 50, 30, MALLORY, "👍", true, 1, 50, 5);

        RecentMessages next = full.with(one).orElseThrow();

        assertThat(next.reactions()).containsExactly(full.reactions().get(0), new Reacted(30, "👍", 1, 50, null));
    }

    @Test
    void aReactionThatDoesNotFollowFromWhatIsKnownIsNotBelieved() {
        RecentMessages few = with(List.of(new Reacted(30, "👍", 2, 40, List.of(ALICE, BOB))));

        assertThat(few.with(new Reaction(ROOM, 50, 30, MALLORY, "👍", true, 7, 40, 5)))
                .isEmpty();
    }

    @Test
    void whatIsHiddenDoesNotCountInAPage() {
        RecentConversation hidden = Samples.of(
                ROOM,
                RICH.version(),
                30,
                RICH.seats(),
                new RecentMessages(RICH.messages().latest(), List.of(), List.of(), List.of(new Hide(BOB, 29))));
        Reader bob = new Reader(BOB, 1, 1);
        Set<Long> his = hidden.messages().hiddenFrom(BOB).orElseThrow();

        assertThat(hidden.range(bob, his, 1, 30, true, 2).orElseThrow())
                .extracting(MessageEvent::seq)
                .containsExactly(28L, 30L);
        assertThat(hidden.range(bob, his, 1, 30, true, 20))
                .as("one is missing in it")
                .isEmpty();
    }

    private static RecentMessages with(List<Reacted> reactions) {
        return new RecentMessages(
                Samples.conversation(ROOM, 30, 20).messages().latest(), List.of(), reactions, List.of());
    }

    private static List<ReactionCount> reactions(RecentMessages messages, AccountId who) {
        Reader reader = new Reader(who, 1, 1);
        return ((Message) messages.range(reader, Set.of(), 11, 30, 30, true, 1)
                        .orElseThrow()
                        .get(0))
                .reactions();
    }
}
