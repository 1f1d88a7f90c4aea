package dev.crosstalk.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.PositionCommand.Arrange;
import dev.crosstalk.bus.PositionCommand.Mark;
import dev.crosstalk.bus.PositionCommand.MarkUnread;
import org.junit.jupiter.api.Test;

class PositionRulesTest {
    private static final ConversationId ROOM = new ConversationId(7);
    private static final Place PLACE = new Place(5, 5, 6, false, 0, 0, 0, -1);

    private static MarkUnread from(Long seq) {
        return new MarkUnread(ROOM, seq);
    }

    private static Said said(Long delivered, Long read, Long base) {
        Said said = new Said();
        said.add(new Mark(ROOM, delivered, read, base));
        return said;
    }

    /** Marked as unread at 5 from message 3 on, by revision 20. */
    private static final Place MARKED =
            PositionRules.markUnread(PLACE, from(3L), 1, 10).at(20);

    @Test
    void whatWasReadWasDelivered() {
        assertThat(PositionRules.mark(PLACE, said(0L, 9L, null), 10)).isEqualTo(new Place(9, 9, 9, false, 0, 0, 0, -1));
    }

    @Test
    void whatWasDeliveredNeedNotBeRead() {
        assertThat(PositionRules.mark(PLACE, said(9L, null, null), 10))
                .isEqualTo(new Place(5, 5, 9, false, 0, 0, 0, -1));
    }

    @Test
    void noCursorGoesBack() {
        assertThat(PositionRules.mark(PLACE, said(1L, 1L, null), 10)).isEqualTo(PLACE);
    }

    @Test
    void noCursorGoesBeyondTheLastMessage() {
        assertThat(PositionRules.mark(PLACE, said(99L, 98L, null), 10))
                .isEqualTo(new Place(10, 10, 10, false, 0, 0, 0, -1));
    }

    @Test
    void unreadFromHereTakesNothingBackThatOthersWereTold() {
        Place unread = PositionRules.markUnread(PLACE, from(3L), 1, 10);

        assertThat(unread).isEqualTo(new Place(2, 5, 6, true, Place.THIS_CHANGE, 0, 0, -1));
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
    void aMarkWithoutAMessageStaysUntilItIsReadByWhoKnewOfIt() {
        Place marked = PositionRules.markUnread(PLACE, from(null), 1, 10).at(20);

        assertThat(marked.read()).isEqualTo(5);
        assertThat(marked.markedUnread()).isTrue();
        assertThat(PositionRules.mark(marked, said(7L, null, null), 10).markedUnread())
                .isTrue();
        assertThat(PositionRules.mark(marked, said(null, 5L, 19L), 10).markedUnread())
                .isTrue();
        assertThat(PositionRules.mark(marked, said(null, 5L, 20L), 10)).isEqualTo(PLACE);
    }

    @Test
    void whoRepeatsWhatWasReadBeforeTheMarkAsUnreadDoesNotUndoIt() {
        assertThat(PositionRules.mark(MARKED, said(5L, 5L, null), 10)).isEqualTo(MARKED);
        assertThat(PositionRules.mark(MARKED, said(5L, 5L, 19L), 10)).isEqualTo(MARKED);
        assertThat(PositionRules.mark(MARKED, said(null, 99L, null), 5))
                .as("there is nothing that was not read before")
                .isEqualTo(MARKED.reading(2, 5, 6, true, 20));
    }

    @Test
    void whoKnewOfTheMarkAsUnreadReadsAgain() {
        assertThat(PositionRules.mark(MARKED, said(null, 4L, 20L), 10)).isEqualTo(MARKED.reading(4, 5, 6, false, 20));
        assertThat(PositionRules.mark(MARKED, said(null, 5L, 31L), 10)).isEqualTo(PLACE);
    }

    @Test
    void whatWasReadLateIsToldToOthersAndStaysUnreadHere() {
        assertThat(PositionRules.mark(MARKED, said(null, 9L, 19L), 10)).isEqualTo(MARKED.reading(2, 9, 9, true, 20));
    }

    @Test
    void whatWasNeverReadIsReadByWhoSaysNothingOfWhatItKnew() {
        assertThat(PositionRules.mark(MARKED, said(null, 7L, null), 10)).isEqualTo(PLACE.reading(7, 7, 7, false, 0));
    }

    @Test
    void ofWhatSeveralDevicesSaidEachCountsByWhatItKnew() {
        Said said = said(null, 9L, 12L);
        said.add(new Mark(ROOM, null, 4L, 20L));
        said.add(new Mark(ROOM, null, 3L, 25L));
        said.add(new Mark(ROOM, null, 2L, 15L));

        assertThat(PositionRules.mark(MARKED, said, 10)).isEqualTo(MARKED.reading(4, 9, 9, false, 20));
        assertThat(PositionRules.mark(PLACE, said, 10)).isEqualTo(PLACE.reading(9, 9, 9, false, 0));
    }

    @Test
    void markingAsUnreadAgainCountsAgain() {
        Place again = PositionRules.markUnread(MARKED, from(3L), 1, 10);

        assertThat(again.looksOtherThan(MARKED)).isTrue();
        assertThat(PositionRules.mark(again.at(30), said(null, 5L, 29L), 10)).isEqualTo(again.at(30));
    }

    @Test
    void whatAMessageHasBroughtBackIsNotPutAwayByBeingMuted() {
        Place away = PositionRules.arrange(PLACE, new Arrange(ROOM, null, null, true), 10, 50);
        Arrange mute = new Arrange(ROOM, 99L, null, null);

        assertThat(PositionRules.arrange(away, mute, 10, 50).archivedSeq())
                .as("nothing has come yet")
                .isEqualTo(10);
        assertThat(PositionRules.arrange(away, mute, 11, 50).archivedSeq()).isEqualTo(-1);
        Place muted = PositionRules.arrange(away, mute, 10, 50);
        assertThat(PositionRules.arrange(muted, new Arrange(ROOM, 200L, null, null), 12, 98)
                        .archivedSeq())
                .as("it was muted when the message came, and still is")
                .isEqualTo(10);
        assertThat(PositionRules.arrange(muted, new Arrange(ROOM, 200L, null, null), 12, 99)
                        .archivedSeq())
                .as("the end of the mute has brought it back")
                .isEqualTo(-1);
    }

    @Test
    void whatIsAbsentStaysAsItWas() {
        Place muted = PositionRules.arrange(PLACE, new Arrange(ROOM, 99L, 2L, true), 10, 50);

        assertThat(muted).isEqualTo(new Place(5, 5, 6, false, 0, 99, 2, 10));
        assertThat(PositionRules.arrange(muted, new Arrange(ROOM, null, null, null), 12, 50))
                .isEqualTo(muted);
        assertThat(PositionRules.arrange(muted, new Arrange(ROOM, 0L, 0L, false), 12, 50))
                .isEqualTo(PLACE);
    }
}
