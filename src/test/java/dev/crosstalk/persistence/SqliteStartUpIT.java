package dev.crosstalk.persistence;

class SqliteStartUpIT extends StartUpContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
