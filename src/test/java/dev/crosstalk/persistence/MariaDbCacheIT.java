package dev.crosstalk.persistence;

class MariaDbCacheIT extends CacheContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
