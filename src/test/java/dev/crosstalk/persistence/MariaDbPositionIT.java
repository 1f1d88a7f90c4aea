package dev.crosstalk.persistence;

class MariaDbPositionIT extends PositionContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
