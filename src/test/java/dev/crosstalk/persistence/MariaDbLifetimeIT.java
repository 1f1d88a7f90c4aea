package dev.crosstalk.persistence;

class MariaDbLifetimeIT extends LifetimeContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
