package dev.crosstalk.persistence;

class MariaDbCachedViewIT extends CachedViewContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
