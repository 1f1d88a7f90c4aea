package dev.crosstalk.archive;

import dev.crosstalk.bus.ArchiveCommand.Page;
import dev.crosstalk.bus.ArchiveCommand.Read;
import dev.crosstalk.bus.ArchiveCommand.ReadApplication;
import dev.crosstalk.bus.ArchiveCommand.ReadOwn;
import dev.crosstalk.bus.ArchiveCommand.ReadWhole;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.conversation.Access;
import dev.crosstalk.conversation.Membership;
import dev.crosstalk.message.MessageStore;
import io.vertx.core.Future;

/** Who may have which archive. The internal commands are an administrator's: the edge has seen the secret. */
public final class ArchiveService {
    private final ArchiveStore store;
    private final MessageStore messages;

    public ArchiveService(ArchiveStore store, MessageStore messages) {
        this.store = store;
        this.messages = messages;
    }

    /** Members get what they may see. Asked for each page: who is removed meanwhile gets no more. */
    public Future<Page> read(Caller caller, Read command) {
        return messages.standing(caller, command.conversation()).compose(found -> {
            MessageStore.Standing standing = found.filter(
                            one -> one.application().equals(caller.application()))
                    .orElseThrow(FailureCode.NOT_FOUND::failure);
            Membership place = Access.requireMember(standing.settings().open(), standing.membership());
            return store.conversation(
                    caller.application(),
                    command.conversation(),
                    place.joinedSeq() + 1,
                    caller.account(),
                    command.after());
        });
    }

    public Future<Page> readWhole(ReadWhole command) {
        return store.conversation(command.application(), command.conversation(), null, null, command.after());
    }

    public Future<Page> readApplication(ReadApplication command) {
        return store.application(command.application(), command.after());
    }

    public Future<Page> readOwn(Caller caller, ReadOwn command) {
        return store.own(caller, command.after());
    }
}
