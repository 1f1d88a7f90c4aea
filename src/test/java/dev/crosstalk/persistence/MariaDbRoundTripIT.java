package dev.crosstalk.persistence;

class MariaDbRoundTripIT extends RoundTripContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }

    @Override
    String otherUrl() {
        return Twins.sqlite();
    }
}
