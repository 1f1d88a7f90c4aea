package dev.crosstalk.persistence;

class SqliteCachedViewIT extends CachedViewContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
