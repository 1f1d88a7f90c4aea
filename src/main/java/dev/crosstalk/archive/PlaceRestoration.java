package dev.crosstalk.archive;

import dev.crosstalk.bus.ArchiveCommand.Page;
import dev.crosstalk.bus.ArchiveCommand.ReadPlace;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.OwnKind;
import dev.crosstalk.bus.PersonalCommand.KeepDraft;
import dev.crosstalk.bus.PositionCommand.Arrange;
import dev.crosstalk.bus.PositionCommand.Mark;
import dev.crosstalk.bus.PositionCommand.MarkUnread;
import dev.crosstalk.bus.PositionCommand.Placed;
import dev.crosstalk.bus.UserEvent;
import io.vertx.core.Future;
import java.util.Objects;

/** Puts back somebody's place in one conversation after the other, and what that one was writing there. */
final class PlaceRestoration {
    private static final String PLACE = "place";

    private final Restoration.Asking asking;
    private final Outcome outcome;
    private Standing wanted;

    PlaceRestoration(Restoration.Asking asking, Outcome outcome) {
        this.asking = asking;
        this.outcome = outcome;
    }

    /** A place, and what belongs to it. */
    private static final class Standing {
        private final ArchiveLine.Place place;
        private long readSeq;
        private ArchiveLine.Own draft;
        private ArchiveLine.Own other;

        Standing(ArchiveLine.Place place) {
            this.place = place;
        }

        boolean isMember() {
            return "active".equals(place.state());
        }

        boolean isArchived() {
            return place.archivedSeq() != null;
        }

        boolean isMarked() {
            return Boolean.TRUE.equals(place.markedUnread());
        }

        long mutedUntil() {
            return place.mutedUntil() == null ? 0 : place.mutedUntil();
        }

        long pinned() {
            return place.pinned() == null ? 0 : place.pinned();
        }

        void take(ArchiveLine.Own own) {
            if (own.what().equals(OwnKind.DRAFT)) {
                draft = own;
            } else if (own.what().equals(OwnKind.OTHER_DRAFT)) {
                other = own;
            }
        }
    }

    /** What follows belongs to that place; the one before is put back. */
    Future<Void> begin(ArchiveLine.Place place) {
        Standing before = wanted;
        wanted = new Standing(place);
        return before == null ? Future.succeededFuture() : restore(before);
    }

    void read(ArchiveLine.Member member) {
        wanted.readSeq = member.readSeq() == null ? 0 : member.readSeq();
    }

    void draft(ArchiveLine.Own own) {
        wanted.take(own);
    }

    Future<Void> end() {
        Standing last = wanted;
        wanted = null;
        return last == null ? Future.succeededFuture() : restore(last);
    }

    private Future<Void> restore(Standing standing) {
        ConversationId conversation = ConversationId.parse(standing.place.conversation());
        return asking.ask(new ReadPlace(conversation)).compose(page -> {
            Standing now = of(page);
            if (now == null || !now.isMember()) {
                leaveOut(standing);
                return Future.succeededFuture();
            }
            Future<Void> placed = standing.isMember()
                    ? outcome.of(
                            PLACE,
                            arrange(conversation, standing, now).compose(done -> mark(conversation, standing, now)))
                    : Future.succeededFuture();
            return placed.compose(done -> write(conversation, standing, now));
        });
    }

    /** Null of a conversation in which one never was. */
    private static Standing of(Page page) {
        Standing now = null;
        for (ArchiveLine line : page.lines()) {
            if (line instanceof ArchiveLine.Place place) {
                now = new Standing(place);
            } else if (line instanceof ArchiveLine.Member member && now != null && member.readSeq() != null) {
                now.readSeq = member.readSeq();
            } else if (line instanceof ArchiveLine.Own own && now != null) {
                now.take(own);
            }
        }
        return now;
    }

    private void leaveOut(Standing standing) {
        if (standing.isMember()) {
            outcome.leaveOut(PLACE, 1);
        }
        if (standing.draft != null) {
            outcome.leaveOut(OwnKind.DRAFT, 1);
        }
        if (standing.other != null) {
            outcome.leaveOut(OwnKind.OTHER_DRAFT, 1);
        }
    }

    /** What a message has brought back since stays there. */
    private Future<Void> arrange(ConversationId conversation, Standing standing, Standing now) {
        boolean same = standing.mutedUntil() == now.mutedUntil()
                && standing.pinned() == now.pinned()
                && Objects.equals(standing.place.archivedSeq(), now.place.archivedSeq());
        if (same) {
            return Future.succeededFuture();
        }
        Boolean brought = standing.isArchived() ? null : Boolean.FALSE;
        return asking.ask(new Arrange(conversation, standing.mutedUntil(), standing.pinned(), brought))
                .compose(placed -> standing.isArchived() && isAway(standing, placed)
                        ? asking.ask(new Arrange(conversation, null, null, true))
                        : Future.succeededFuture(placed))
                .mapEmpty();
    }

    private static boolean isAway(Standing standing, Placed placed) {
        return standing.place.archivedSeq() >= placed.position().lastSeq() || standing.mutedUntil() > 0;
    }

    private Future<Void> mark(ConversationId conversation, Standing standing, Standing now) {
        if (standing.isMarked()) {
            boolean further = standing.readSeq > 0 && now.readSeq > standing.readSeq;
            return now.isMarked() && !further
                    ? Future.succeededFuture()
                    : asking.ask(new MarkUnread(conversation, further ? standing.readSeq + 1 : null))
                            .recover(error -> further && isRequest(error)
                                    ? asking.ask(new MarkUnread(conversation, null))
                                    : Future.failedFuture(error))
                            .mapEmpty();
        }
        return now.isMarked() ? readAgain(conversation, standing) : Future.succeededFuture();
    }

    /** The first of the unread messages may be gone, or too far back. */
    private static boolean isRequest(Throwable error) {
        return error instanceof Failure failure && failure.code() == FailureCode.BAD_REQUEST;
    }

    /** As who knows of the mark: it was read so far before, and others hear nothing new. */
    private Future<Void> readAgain(ConversationId conversation, Standing standing) {
        return asking.ask(new Arrange(conversation, null, null, null))
                .compose(placed -> asking.ask(new Mark(conversation, null, standing.readSeq, placed.userRev())))
                .mapEmpty();
    }

    private Future<Void> write(ConversationId conversation, Standing standing, Standing now) {
        if (standing.draft == null && standing.other == null) {
            return Future.succeededFuture();
        }
        if (standing.draft == null) {
            return outcome.of(OwnKind.OTHER_DRAFT, beside(conversation, standing.other, now));
        }
        Future<Void> written = outcome.of(OwnKind.DRAFT, asking.ask(keep(conversation, standing.draft, null)));
        return standing.other == null
                ? written
                : written.compose(
                        done -> outcome.of(OwnKind.OTHER_DRAFT, both(conversation, standing.draft, standing.other)));
    }

    /** What is being written stays; what is not in it by then was on another device. */
    private Future<UserEvent.Draft> both(ConversationId conversation, ArchiveLine.Own draft, ArchiveLine.Own other) {
        return asking.ask(keep(conversation, draft, null))
                .compose(stored -> stored.other() != null && stored.other().contains(other.value())
                        ? Future.succeededFuture(stored)
                        : asking.ask(keep(conversation, other, stored.userRev()))
                                .compose(done -> asking.ask(keep(conversation, draft, null))));
    }

    /** Where nothing is being written, it stands beside nothing; otherwise it is refused rather than mixed into that. */
    private Future<?> beside(ConversationId conversation, ArchiveLine.Own other, Standing now) {
        if (now.draft != null) {
            return Future.failedFuture(FailureCode.FORBIDDEN.failure());
        }
        if (now.other != null && now.other.value().contains(other.value())) {
            return Future.succeededFuture();
        }
        return asking.ask(keep(conversation, other, null))
                .compose(done -> asking.ask(new KeepDraft(conversation, "", other.replyTo(), null, null)));
    }

    private static KeepDraft keep(ConversationId conversation, ArchiveLine.Own draft, Long base) {
        return new KeepDraft(conversation, draft.value(), draft.replyTo(), base, null);
    }
}
