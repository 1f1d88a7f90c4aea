package dev.crosstalk.persistence;

class MariaDbOutboxIT extends OutboxContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
