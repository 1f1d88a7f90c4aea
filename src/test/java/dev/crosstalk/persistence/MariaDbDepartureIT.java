package dev.crosstalk.persistence;

class MariaDbDepartureIT extends DepartureContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
