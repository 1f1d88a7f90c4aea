package dev.crosstalk.persistence;

class MariaDbUserLineIT extends UserLineContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
