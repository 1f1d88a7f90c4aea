package dev.crosstalk.persistence;

class MariaDbIndexingIT extends IndexingContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
