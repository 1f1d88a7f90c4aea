package dev.crosstalk.persistence;

class SqliteGroupLimitIT extends GroupLimitContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
