package dev.crosstalk.persistence;

class SqliteAccountIT extends AccountContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
