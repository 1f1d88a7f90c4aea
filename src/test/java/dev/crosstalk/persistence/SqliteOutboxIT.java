package dev.crosstalk.persistence;

class SqliteOutboxIT extends OutboxContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
