package dev.crosstalk.message;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationEvent.Deleted;
import dev.crosstalk.bus.ConversationEvent.Edited;
import dev.crosstalk.bus.ConversationEvent.Message;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.bus.Done;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.ListPins;
import dev.crosstalk.bus.MessageCommand.Pins;
import dev.crosstalk.bus.ReactionCount;
import dev.crosstalk.bus.StoredMessageCommand;
import dev.crosstalk.bus.StoredMessageCommand.Audience;
import dev.crosstalk.bus.StoredMessageCommand.Delete;
import dev.crosstalk.bus.StoredMessageCommand.Edit;
import dev.crosstalk.bus.StoredMessageCommand.Edits;
import dev.crosstalk.bus.StoredMessageCommand.Found;
import dev.crosstalk.bus.StoredMessageCommand.Get;
import dev.crosstalk.bus.StoredMessageCommand.ListEdits;
import dev.crosstalk.bus.StoredMessageCommand.ListReactions;
import dev.crosstalk.bus.StoredMessageCommand.Pin;
import dev.crosstalk.bus.StoredMessageCommand.React;
import dev.crosstalk.bus.StoredMessageCommand.Reacted;
import dev.crosstalk.bus.StoredMessageCommand.Reactors;
import dev.crosstalk.bus.StoredMessageCommand.Unpin;
import dev.crosstalk.conversation.Access;
import dev.crosstalk.message.Entrance.Entered;
import dev.crosstalk.message.MessageStore.StampedReactor;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Changing one message that is stored, and asking about it. */
public final class StoredMessageService {
    private final MessageStore store;
    private final MessageRules rules;
    private final Entrance entrance;

    public StoredMessageService(MessageStore store, MessageLimits limits) {
        this.store = store;
        this.rules = new MessageRules(limits);
        this.entrance = new Entrance(store);
    }

    public Future<Found> get(Caller caller, Get command) {
        return see(caller, command).map(seen -> new Found(seen.message()));
    }

    private record Seen(Entered entered, MessageEvent message) {}

    private Future<Seen> see(Caller caller, StoredMessageCommand<?> command) {
        return entrance.enter(caller, command.conversation())
                .compose(entered -> store.find(entered.reader(), command.conversation(), List.of(command.seq()))
                        .map(found -> found.stream()
                                .findFirst()
                                .map(message -> new Seen(entered, message))
                                .orElseThrow(FailureCode.NOT_FOUND::failure)));
    }

    public Future<Found> edit(Caller caller, Edit command) {
        Subject subject = Subject.of(command).withPeople(command.mentions()).withText(command.text());
        return store.change(caller, subject, locked -> rules.edit(locked, command))
                .compose(edited -> Access.shown(get(caller, new Get(command.conversation(), command.seq()))));
    }

    public Future<Done> delete(Caller caller, Delete command) {
        return store.change(
                        caller, Subject.of(command), command.audience() == Audience.ME ? rules::hide : rules::delete)
                .map(new Done());
    }

    /** Those of a tombstone are gone. Pages may be shorter than their limit; an empty one is the end. */
    public Future<Edits> edits(Caller caller, ListEdits command) {
        long after = Optional.ofNullable(command.after()).orElse(0L);
        return see(caller, command)
                .map(seen -> {
                    boolean own = seen.message().sender().equals(caller.account());
                    if (!own && !Access.mayModerate(seen.entered().membership())) {
                        throw FailureCode.FORBIDDEN.because("Only who wrote a message sees what it said before.");
                    }
                    return seen;
                })
                .compose(seen -> store.edits(command.conversation(), command.seq(), after, command.limit()))
                .map(found -> new Edits(
                        found,
                        found.isEmpty() ? null : found.get(found.size() - 1).number()));
    }

    public Future<Reacted> react(Caller caller, React command) {
        return store.change(
                        caller,
                        Subject.of(command).withReactions(),
                        locked -> rules.react(locked, command.kind(), command.on()))
                .compose(done -> see(caller, command))
                .map(seen -> new Reacted(reactions(seen.message())));
    }

    private static List<ReactionCount> reactions(MessageEvent message) {
        List<ReactionCount> reactions = message instanceof Message unedited
                ? unedited.reactions()
                : message instanceof Edited edited ? edited.reactions() : null;
        return reactions == null ? List.of() : reactions;
    }

    public Future<Reactors> reactions(Caller caller, ListReactions command) {
        long after = Optional.ofNullable(command.after()).orElse(0L);
        return see(caller, command)
                .compose(seen -> store.reactors(
                        command.conversation(), command.seq(), command.kind(), after, command.limit() + 1))
                .map(found -> {
                    List<StampedReactor> shown = found.subList(0, Math.min(command.limit(), found.size()));
                    boolean more = found.size() > command.limit();
                    return new Reactors(
                            shown.stream().map(StampedReactor::reactor).toList(),
                            more ? shown.get(shown.size() - 1).rev() : null);
                });
    }

    public Future<Done> pin(Caller caller, Pin command) {
        return store.change(caller, Subject.of(command).withPins(), rules::pin).map(new Done());
    }

    public Future<Done> unpin(Caller caller, Unpin command) {
        return store.change(caller, Subject.of(command).withPins(), rules::unpin)
                .map(new Done());
    }

    public Future<Pins> pins(Caller caller, ListPins command) {
        return entrance.enter(caller, command.conversation())
                .compose(entered -> store.pins(entered.reader(), command.conversation(), command.after()))
                .map(found -> new Pins(
                        found.pins().stream()
                                .filter(pin -> !(pin.message() instanceof Deleted))
                                .toList(),
                        found.next()));
    }
}
