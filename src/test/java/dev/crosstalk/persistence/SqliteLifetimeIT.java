package dev.crosstalk.persistence;

class SqliteLifetimeIT extends LifetimeContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
