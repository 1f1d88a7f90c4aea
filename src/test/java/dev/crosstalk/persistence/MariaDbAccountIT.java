package dev.crosstalk.persistence;

class MariaDbAccountIT extends AccountContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
