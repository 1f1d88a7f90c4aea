package dev.crosstalk.persistence;

class SqliteRemovalIT extends RemovalContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
