package dev.crosstalk.persistence;

class SqliteDepartureIT extends DepartureContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
