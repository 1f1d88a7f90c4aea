package dev.crosstalk.archive;

import dev.crosstalk.bus.ArchiveCommand;
import dev.crosstalk.bus.Handlers;

/** The archive commands on the bus. */
public final class ArchiveHandlers {
    private ArchiveHandlers() {}

    public static Handlers of(ArchiveService archives, ImportStore imports) {
        return new Handlers()
                .on(ArchiveCommand.Read.class, archives::read)
                .onInternal(ArchiveCommand.ReadWhole.class, archives::readWhole)
                .onInternal(ArchiveCommand.ReadApplication.class, archives::readApplication)
                .on(ArchiveCommand.ReadOwn.class, archives::readOwn)
                .on(ArchiveCommand.ReadPlace.class, archives::readPlace)
                .onInternal(ArchiveCommand.Begin.class, imports::begin)
                .onInternal(ArchiveCommand.Stage.class, imports::stage)
                .onInternal(ArchiveCommand.Commit.class, imports::commit)
                .onInternal(ArchiveCommand.Abort.class, imports::abort)
                .onInternal(ArchiveCommand.ListImportedConversations.class, imports::conversations)
                .onInternal(ArchiveCommand.ListImportedAccounts.class, imports::accounts);
    }
}
