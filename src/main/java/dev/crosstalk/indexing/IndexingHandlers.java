package dev.crosstalk.indexing;

import dev.crosstalk.bus.Handlers;
import dev.crosstalk.bus.IndexingCommand;

/** The commands of an index on the bus. */
public final class IndexingHandlers {
    private IndexingHandlers() {}

    public static Handlers of(IndexingStore store) {
        return new Handlers()
                .onInternal(IndexingCommand.Attach.class, store::attach)
                .onInternal(IndexingCommand.Complete.class, store::complete)
                .onInternal(IndexingCommand.Claim.class, store::claim)
                .onInternal(IndexingCommand.Finish.class, store::finish)
                .onInternal(IndexingCommand.Read.class, store::read)
                .onInternal(IndexingCommand.Scan.class, store::scan)
                .onInternal(IndexingCommand.Count.class, command -> store.count())
                .on(IndexingCommand.GetScope.class, store::scope)
                .on(IndexingCommand.Show.class, store::show);
    }
}
