package dev.crosstalk.archive;

import dev.crosstalk.bus.ArchiveCommand.Page;
import dev.crosstalk.bus.ArchiveCommand.Read;
import dev.crosstalk.bus.ArchiveCommand.ReadApplication;
import dev.crosstalk.bus.ArchiveCommand.ReadOwn;
import dev.crosstalk.bus.ArchiveCommand.ReadPlace;
import dev.crosstalk.bus.ArchiveCommand.ReadWhole;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.message.Entrance;
import dev.crosstalk.message.MessageStore;
import io.vertx.core.Future;

/** Who may have which archive. The internal commands are an administrator's: the edge has seen the secret. */
public final class ArchiveService {
    private final ArchiveStore store;
    private final Entrance entrance;

    public ArchiveService(ArchiveStore store, MessageStore messages) {
        this.store = store;
        this.entrance = new Entrance(messages);
    }

    /** Members get what they may see. Asked for each page: who is removed meanwhile gets no more. */
    public Future<Page> read(Caller caller, Read command) {
        return entrance.enter(caller, command.conversation())
                .compose(entered -> store.conversation(
                        caller.application(), command.conversation(), entered.reader(), command.after()));
    }

    public Future<Page> readWhole(ReadWhole command) {
        return store.conversation(command.application(), command.conversation(), null, command.after());
    }

    public Future<Page> readApplication(ReadApplication command) {
        return store.application(command.application(), command.after());
    }

    public Future<Page> readOwn(Caller caller, ReadOwn command) {
        return store.own(caller, command.after());
    }

    public Future<Page> readPlace(Caller caller, ReadPlace command) {
        return store.place(caller, command.conversation());
    }
}
