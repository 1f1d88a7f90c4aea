package dev.crosstalk.persistence;

class MariaDbReferenceIT extends ReferenceContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
