package dev.crosstalk.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.PositionCommand.Arrange;
import dev.crosstalk.bus.PositionCommand.MarkUnread;
import org.junit.jupiter.api.Test;

class PositionRulesTest {
    private static final ConversationId ROOM = new ConversationId(7);
    private static final Place PLACE = new Place(5, 5, 6, false, 0, 0, -1);

    private static MarkUnread from(Long seq) {
        return new MarkUnread(ROOM, seq);
    }

    @Test
    void whatWasReadWasDelivered() {
        assertThat(PositionRules.mark(PLACE, 0, 9L, 10)).isEqualTo(new Place(9, 9, 9, false, 0, 0, -1));
    }

    @Test
    void whatWasDeliveredNeedNotBeRead() {
        assertThat(PositionRules.mark(PLACE, 9, null, 10)).isEqualTo(new Place(5, 5, 9, false, 0, 0, -1));
    }

    @Test
    void noCursorGoesBack() {
        assertThat(PositionRules.mark(PLACE, 1, 1L, 10)).isEqualTo(PLACE);
    }

    @Test
    void noCursorGoesBeyondTheLastMessage() {
        assertThat(PositionRules.mark(PLACE, 99, 98L, 10)).isEqualTo(new Place(10, 10, 10, false, 0, 0, -1));
    }

    @Test
    void unreadFromHereTakesNothingBackThatOthersWereTold() {
        Place unread = PositionRules.markUnread(PLACE, from(3L), 1, 10);

        assertThat(unread).isEqualTo(new Place(2, 5, 6, true, 0, 0, -1));
        assertThat(unread.isFurtherThan(PLACE)).isFalse();
        assertThat(unread.looksOtherThan(PLACE)).isTrue();
    }

    @Test
    void unreadFromAMessageThatIsUnreadAnywayMovesNothing() {
        assertThat(PositionRules.markUnread(PLACE, from(9L), 1, 10).read()).isEqualTo(5);
    }

    @Test
    void unreadFromWhereThereIsNoMessageIsRefused() {
        assertThatThrownBy(() -> PositionRules.markUnread(PLACE, from(11L), 1, 10))
                .isInstanceOf(Failure.class);
        assertThatThrownBy(() -> PositionRules.markUnread(PLACE, from(2L), 3, 10))
                .isInstanceOf(Failure.class);
        assertThatThrownBy(() -> PositionRules.markUnread(PLACE, from(0L), 1, 10))
                .isInstanceOf(Failure.class);
    }

    /** The own messages behind it are counted, while nobody else writes. */
    @Test
    void unreadFromVeryFarBackIsRefused() {
        assertThat(PositionRules.markUnread(PLACE, from(10_001L), 1, 20_000).markedUnread())
                .isTrue();
        assertThatThrownBy(() -> PositionRules.markUnread(PLACE, from(10_000L), 1, 20_000))
                .isInstanceOf(Failure.class);
    }

    @Test
    void aMarkWithoutAMessageStaysUntilSomethingIsRead() {
        Place marked = PositionRules.markUnread(PLACE, from(null), 1, 10);

        assertThat(marked.read()).isEqualTo(5);
        assertThat(marked.markedUnread()).isTrue();
        assertThat(PositionRules.mark(marked, 7, null, 10).markedUnread()).isTrue();
        assertThat(PositionRules.mark(marked, 0, 5L, 10).markedUnread()).isFalse();
    }

    @Test
    void whatIsAbsentStaysAsItWas() {
        Place muted = PositionRules.arrange(PLACE, new Arrange(ROOM, 99L, 2L, true), 10);

        assertThat(muted).isEqualTo(new Place(5, 5, 6, false, 99, 2, 10));
        assertThat(PositionRules.arrange(muted, new Arrange(ROOM, null, null, null), 12))
                .isEqualTo(muted);
        assertThat(PositionRules.arrange(muted, new Arrange(ROOM, 0L, 0L, false), 12))
                .isEqualTo(PLACE);
    }
}
