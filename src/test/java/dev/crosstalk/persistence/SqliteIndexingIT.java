package dev.crosstalk.persistence;

class SqliteIndexingIT extends IndexingContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
