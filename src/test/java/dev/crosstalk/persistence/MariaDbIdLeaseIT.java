package dev.crosstalk.persistence;

class MariaDbIdLeaseIT extends IdLeaseContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
