package dev.crosstalk.persistence;

class MariaDbSyncIT extends SyncContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
