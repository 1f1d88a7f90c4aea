package dev.crosstalk.persistence;

class SqliteContactIT extends ContactContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
