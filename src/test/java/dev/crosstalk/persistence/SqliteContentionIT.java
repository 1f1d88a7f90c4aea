package dev.crosstalk.persistence;

class SqliteContentionIT extends ContentionContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
