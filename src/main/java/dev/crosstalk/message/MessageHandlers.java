package dev.crosstalk.message;

import dev.crosstalk.bus.Handlers;
import dev.crosstalk.bus.MessageCommand;
import dev.crosstalk.bus.StoredMessageCommand;

/** The message commands on the bus. */
public final class MessageHandlers {
    private MessageHandlers() {}

    public static Handlers of(MessageService messages) {
        return new Handlers()
                .on(MessageCommand.Post.class, messages::post)
                .on(MessageCommand.History.class, messages::history)
                .on(MessageCommand.ListChanges.class, messages::changes)
                .on(StoredMessageCommand.Get.class, messages::get)
                .on(StoredMessageCommand.Edit.class, messages::edit)
                .on(StoredMessageCommand.Delete.class, messages::delete)
                .onInternal(MessageCommand.FillHole.class, messages::fillHole);
    }
}
