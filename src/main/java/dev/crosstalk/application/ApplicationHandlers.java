package dev.crosstalk.application;

import dev.crosstalk.bus.ApplicationCommand;
import dev.crosstalk.bus.ApplicationKeyCommand;
import dev.crosstalk.bus.ChatCommand;
import dev.crosstalk.bus.Handlers;

/** The commands about applications on the bus. */
public final class ApplicationHandlers {
    private ApplicationHandlers() {}

    public static Handlers of(ApplicationService applications, ChatService chats, KeyService keys) {
        return new Handlers()
                .onInternal(ApplicationCommand.Enter.class, applications::enter)
                .onInternal(ApplicationCommand.Create.class, applications::create)
                .onInternal(ApplicationCommand.ListAll.class, applications::list)
                .onInternal(ApplicationCommand.Get.class, applications::get)
                .onInternal(ApplicationCommand.Update.class, applications::update)
                .onInternal(ApplicationCommand.Delete.class, applications::delete)
                .onInternal(ApplicationCommand.GetLimits.class, applications::limits)
                .onInternal(ApplicationCommand.SetLimits.class, applications::setLimits)
                .onInternal(ApplicationKeyCommand.Put.class, keys::put)
                .onInternal(ApplicationKeyCommand.ListAll.class, keys::list)
                .onInternal(ApplicationKeyCommand.Remove.class, keys::remove)
                .onInternal(ApplicationKeyCommand.OpenSession.class, keys::open)
                .onInternal(ApplicationKeyCommand.EndSessions.class, keys::endSessions)
                .onInternal(ChatCommand.ListAll.class, chats::list)
                .onInternal(ChatCommand.Get.class, chats::get)
                .onInternal(ChatCommand.Create.class, chats::create)
                .onInternal(ChatCommand.Enter.class, chats::enter)
                .onInternal(ChatCommand.Delete.class, chats::delete)
                .onInternal(ChatCommand.ListMessages.class, chats::messages)
                .onInternal(ChatCommand.GetMessage.class, chats::message);
    }
}
