package dev.crosstalk.persistence;

class SqliteLargeSyncIT extends LargeSyncContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
