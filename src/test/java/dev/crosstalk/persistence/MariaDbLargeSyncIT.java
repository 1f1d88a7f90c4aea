package dev.crosstalk.persistence;

class MariaDbLargeSyncIT extends LargeSyncContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
