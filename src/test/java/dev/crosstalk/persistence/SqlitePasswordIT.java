package dev.crosstalk.persistence;

class SqlitePasswordIT extends PasswordContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
