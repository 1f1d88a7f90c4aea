package dev.crosstalk.application;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import io.vertx.core.Future;
import java.util.Map;
import java.util.UUID;

/** Durable counts of what applications post in a day. */
public interface UsageStore {
    /** What an application may post in a day, and what it has posted. */
    record Use(long most, long posted) {}

    /**
     * Adds what was posted on this node, and reads what was posted on all.
     *
     * @param day days since 1970
     * @param most for applications of which nothing else is said; null for any number
     * @return of all applications that have a limit
     */
    Future<Map<ApplicationId, Use>> exchange(long day, Map<ApplicationId, Long> posted, Long most);

    /** Whether the sender has a message under that clientId. */
    Future<Boolean> isStored(AccountId sender, UUID clientId);
}
