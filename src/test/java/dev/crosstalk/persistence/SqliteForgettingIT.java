package dev.crosstalk.persistence;

class SqliteForgettingIT extends ForgettingContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
