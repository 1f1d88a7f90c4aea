package dev.crosstalk.persistence;

class SqliteMessageIT extends MessageContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
