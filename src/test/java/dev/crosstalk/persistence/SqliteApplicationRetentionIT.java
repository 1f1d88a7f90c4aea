package dev.crosstalk.persistence;

class SqliteApplicationRetentionIT extends ApplicationRetentionContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
