package dev.crosstalk.persistence;

class MariaDbForgettingIT extends ForgettingContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
