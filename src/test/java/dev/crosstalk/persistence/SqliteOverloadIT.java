package dev.crosstalk.persistence;

class SqliteOverloadIT extends OverloadContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
