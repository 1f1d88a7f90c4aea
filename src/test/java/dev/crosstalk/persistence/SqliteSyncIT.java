package dev.crosstalk.persistence;

class SqliteSyncIT extends SyncContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
