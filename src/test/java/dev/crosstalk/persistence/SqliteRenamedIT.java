package dev.crosstalk.persistence;

class SqliteRenamedIT extends RenamedContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
