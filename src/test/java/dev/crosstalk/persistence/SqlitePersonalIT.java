package dev.crosstalk.persistence;

class SqlitePersonalIT extends PersonalContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
