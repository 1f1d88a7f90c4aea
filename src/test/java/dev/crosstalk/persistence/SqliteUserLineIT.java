package dev.crosstalk.persistence;

class SqliteUserLineIT extends UserLineContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
