package dev.crosstalk.presence;

class MemoryHereStoreTest extends HereStoreContract {
    private static final long HELD_FOR_MS = 18_000;

    private long now = 1_700_000_000_000L;
    private final MemoryHereStore store = new MemoryHereStore(HELD_FOR_MS, () -> now);

    @Override
    HereStore store() {
        return store;
    }

    @Override
    void untilEnded() {
        now += HELD_FOR_MS;
    }

    @Override
    int storedLists() {
        return store.lists();
    }
}
