package dev.crosstalk.persistence;

class MariaDbRemovalIT extends RemovalContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
