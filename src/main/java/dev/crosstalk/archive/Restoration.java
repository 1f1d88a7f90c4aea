package dev.crosstalk.archive;

import dev.crosstalk.bus.AccountCommand.SetSettings;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.ContactCommand.Block;
import dev.crosstalk.bus.ContactCommand.Contact;
import dev.crosstalk.bus.ContactCommand.Request;
import dev.crosstalk.bus.ContactState;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.OwnKind;
import dev.crosstalk.bus.PersonalCommand.Save;
import dev.crosstalk.bus.Setting;
import dev.crosstalk.bus.StoredMessageCommand.Audience;
import dev.crosstalk.bus.StoredMessageCommand.Delete;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Puts back what somebody has for oneself, by the commands by which that one would do it: what cannot be done is refused as always,
 * and the own devices hear of it. What came since stays. Contacts that have ended are asked again, as it takes two; a block that was
 * made since is not lifted.
 */
public final class Restoration {
    /** So many saved messages are put in the order in which they were saved. */
    private static final int SORTED = 10_000;

    private final Asking asking;
    private final Outcome outcome = new Outcome();
    private final PlaceRestoration places;
    private final Map<Setting, Object> settings = new EnumMap<>(Setting.class);
    private final List<Kept> saved = new ArrayList<>();

    /** Performs commands of the archive's owner. */
    public interface Asking {
        <R> Future<R> ask(Command<R> command);
    }

    private record Kept(ConversationId conversation, long seq, long time) {}

    public Restoration(Asking asking) {
        this.asking = asking;
        this.places = new PlaceRestoration(asking, outcome);
    }

    /** Whether a line is, or says, what can be put back. */
    public static boolean takes(ArchiveLine line) {
        return line instanceof ArchiveLine.Own
                || line instanceof ArchiveLine.Place
                || line instanceof ArchiveLine.Member;
    }

    /** Whether a line is of what one has said or done, or of a key: that is not made again. */
    public static boolean isDeed(ArchiveLine line) {
        return line instanceof ArchiveLine.Session
                || line instanceof ArchiveLine.Invite
                || line instanceof ArchiveLine.Message
                || line instanceof ArchiveLine.Edit
                || line instanceof ArchiveLine.Reaction
                || line instanceof ArchiveLine.Pin
                || line instanceof ArchiveLine.Entry;
    }

    /** How many of what are as the archive says. */
    public Map<String, Long> restored() {
        return outcome.restored();
    }

    /** How many of what are not. */
    public Map<String, Long> leftOut() {
        return outcome.leftOut();
    }

    /** The next of the lines that are taken, in their order. @return fails only with what passes */
    public Future<Void> take(ArchiveLine line) {
        if (line instanceof ArchiveLine.Place place) {
            return places.begin(place);
        }
        if (line instanceof ArchiveLine.Member member) {
            places.read(member);
            return Future.succeededFuture();
        }
        return line instanceof ArchiveLine.Own own ? take(own) : Future.succeededFuture();
    }

    private Future<Void> take(ArchiveLine.Own own) {
        switch (own.what()) {
            case OwnKind.SETTING -> {
                Setting setting = Setting.of(own.name());
                settings.put(setting, setting.value(own.value()));
                return Future.succeededFuture();
            }
            case OwnKind.CONTACT -> {
                return contact(AccountId.parse(own.name()), ContactState.of(own.value()));
            }
            case OwnKind.SAVED -> {
                saved.add(new Kept(
                        ConversationId.parse(own.name()),
                        Long.parseLong(own.value()),
                        own.time() == null ? 0 : own.time()));
                return saved.size() < SORTED ? Future.succeededFuture() : save();
            }
            case OwnKind.HIDDEN -> {
                Delete hide = new Delete(ConversationId.parse(own.name()), Long.parseLong(own.value()), Audience.ME);
                return outcome.of(OwnKind.HIDDEN, asking.ask(hide));
            }
            default -> {
                places.draft(own);
                return Future.succeededFuture();
            }
        }
    }

    public Future<Void> finish() {
        return set().compose(done -> places.end()).compose(done -> save());
    }

    private Future<Void> set() {
        int count = settings.size();
        return count == 0
                ? Future.succeededFuture()
                : outcome.of(OwnKind.SETTING, count, asking.ask(new SetSettings(settings)));
    }

    private Future<Void> contact(AccountId other, ContactState wanted) {
        return switch (wanted) {
            case BLOCKED -> outcome.of(OwnKind.CONTACT, asking.ask(new Block(other)));
            case REQUESTED, ACCEPTED -> request(other, wanted);
            case INCOMING -> {
                outcome.leaveOut(OwnKind.CONTACT, 1);
                yield Future.succeededFuture();
            }
            case NONE -> Future.succeededFuture();
        };
    }

    private Future<Void> request(AccountId other, ContactState wanted) {
        Future<Contact> asked = asking.ask(new Request(other));
        return asked.compose(
                contact -> {
                    boolean again = wanted == ContactState.ACCEPTED && contact.state() == ContactState.REQUESTED;
                    outcome.restore(again ? "request" : OwnKind.CONTACT, 1);
                    return Future.succeededFuture();
                },
                error -> outcome.refused(OwnKind.CONTACT, 1, error));
    }

    /** The last one becomes the first of the list. */
    private Future<Void> save() {
        List<Kept> all = new ArrayList<>(saved);
        saved.clear();
        all.sort(Comparator.comparingLong(Kept::time));
        Future<Void> done = Future.succeededFuture();
        for (Kept one : all) {
            done = done.compose(
                    before -> outcome.of(OwnKind.SAVED, asking.ask(new Save(one.conversation(), one.seq()))));
        }
        return done;
    }
}
