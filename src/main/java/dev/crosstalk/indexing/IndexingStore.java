package dev.crosstalk.indexing;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Done;
import dev.crosstalk.bus.IndexingCommand.Attach;
import dev.crosstalk.bus.IndexingCommand.Attached;
import dev.crosstalk.bus.IndexingCommand.Claim;
import dev.crosstalk.bus.IndexingCommand.Claimed;
import dev.crosstalk.bus.IndexingCommand.Complete;
import dev.crosstalk.bus.IndexingCommand.Counted;
import dev.crosstalk.bus.IndexingCommand.Finish;
import dev.crosstalk.bus.IndexingCommand.GetScope;
import dev.crosstalk.bus.IndexingCommand.Read;
import dev.crosstalk.bus.IndexingCommand.Scan;
import dev.crosstalk.bus.IndexingCommand.Scanned;
import dev.crosstalk.bus.IndexingCommand.Scope;
import dev.crosstalk.bus.IndexingCommand.Show;
import dev.crosstalk.bus.IndexingCommand.Shown;
import dev.crosstalk.bus.IndexingCommand.Sources;
import io.vertx.core.Future;
import java.util.List;

/**
 * What an index is made from: the work that waits for it, the messages as they are now, and who may see what.
 *
 * <p>One holder at a time has the work of a kind of index. Whoever attaches takes it over with all that the last one had claimed, so
 * that nothing is done in an index that serves no more.
 */
public interface IndexingStore {
    /** @return which index has everything but what waits */
    Future<Attached> attach(Attach command);

    Future<Done> complete(Complete command);

    /** @return fails with {@link dev.crosstalk.bus.FailureCode#FORBIDDEN} unless the holder attached last */
    Future<Claimed> claim(Claim command);

    /** Likewise. */
    Future<Done> finish(Finish command);

    /** Forgets that indexes are complete for which no work is kept any more. @param kinds for which it is */
    Future<Void> keepOnly(List<String> kinds);

    Future<Sources> read(Read command);

    Future<Scanned> scan(Scan command);

    Future<Counted> count();

    Future<Scope> scope(Caller caller, GetScope command);

    /** Asks again who may see what: an index may be late. */
    Future<Shown> show(Caller caller, Show command);
}
