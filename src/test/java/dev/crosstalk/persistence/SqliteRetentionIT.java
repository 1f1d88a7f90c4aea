package dev.crosstalk.persistence;

class SqliteRetentionIT extends RetentionContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
