package dev.crosstalk.persistence;

class SqlitePositionIT extends PositionContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
