package dev.crosstalk.persistence;

class MariaDbContactIT extends ContactContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
