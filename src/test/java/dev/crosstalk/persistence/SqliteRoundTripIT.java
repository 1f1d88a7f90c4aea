package dev.crosstalk.persistence;

class SqliteRoundTripIT extends RoundTripContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }

    @Override
    String otherUrl() {
        return Twins.mariaDb();
    }
}
