package dev.crosstalk.persistence;

class SqliteIdLeaseIT extends IdLeaseContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
