package dev.crosstalk.message;

import dev.crosstalk.bus.Handlers;
import dev.crosstalk.bus.MessageCommand;
import dev.crosstalk.bus.StoredMessageCommand;

/** The message commands on the bus. */
public final class MessageHandlers {
    private MessageHandlers() {}

    public static Handlers of(MessageService messages, StoredMessageService stored) {
        return new Handlers()
                .on(MessageCommand.Post.class, messages::post)
                .on(MessageCommand.History.class, messages::history)
                .on(MessageCommand.ListChanges.class, messages::changes)
                .on(MessageCommand.ListPins.class, stored::pins)
                .on(StoredMessageCommand.Get.class, stored::get)
                .on(StoredMessageCommand.Edit.class, stored::edit)
                .on(StoredMessageCommand.Delete.class, stored::delete)
                .on(StoredMessageCommand.ListEdits.class, stored::edits)
                .on(StoredMessageCommand.React.class, stored::react)
                .on(StoredMessageCommand.ListReactions.class, stored::reactions)
                .on(StoredMessageCommand.Pin.class, stored::pin)
                .on(StoredMessageCommand.Unpin.class, stored::unpin)
                .onInternal(MessageCommand.FillHole.class, messages::fillHole);
    }
}
