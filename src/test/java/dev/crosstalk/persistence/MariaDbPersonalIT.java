package dev.crosstalk.persistence;

class MariaDbPersonalIT extends PersonalContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
