package dev.crosstalk.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.PresenceEvent.Status;
import java.util.Collection;
import org.junit.jupiter.api.Test;

class MemoryPresenceStoreTest extends PresenceStoreContract {
    private static final long OFFLINE_AFTER_MS = 30_000;

    private long now = 1_700_000_000_000L;
    private final PresenceStore store = new MemoryPresenceStore(OFFLINE_AFTER_MS, () -> now);

    @Override
    PresenceStore store() {
        return store;
    }

    @Override
    void untilOffline(Collection<AccountId> accounts) {
        now += OFFLINE_AFTER_MS;
    }

    @Test
    void somebodyIsOnlineUntilTheLastMillisecond() {
        heard(ALICE);
        announceAll();

        now += OFFLINE_AFTER_MS - 1;
        assertThat(states(ALICE).get(0).status()).isEqualTo(Status.ONLINE);
        assertThat(changes(true).accounts()).isEmpty();

        now += 1;
        assertThat(states(ALICE).get(0).status()).isEqualTo(Status.OFFLINE);
        assertThat(states(ALICE).get(0).lastActive()).isEqualTo(now - OFFLINE_AFTER_MS);
        assertThat(changes(true).accounts()).containsExactly(ALICE);
    }
}
