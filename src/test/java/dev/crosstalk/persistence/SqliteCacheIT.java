package dev.crosstalk.persistence;

class SqliteCacheIT extends CacheContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
