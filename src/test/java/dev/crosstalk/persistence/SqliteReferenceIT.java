package dev.crosstalk.persistence;

class SqliteReferenceIT extends ReferenceContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
