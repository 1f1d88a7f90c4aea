package dev.crosstalk.cache;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.AccountView;
import io.vertx.core.Future;
import java.util.List;

/** The database, as the cache of names reads it. */
public interface NameSource {

    /** Those of the accounts that exist, as they are called now. */
    Future<List<AccountView>> accounts(List<AccountId> accounts);
}
