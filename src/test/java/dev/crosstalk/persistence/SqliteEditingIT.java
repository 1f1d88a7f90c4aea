package dev.crosstalk.persistence;

class SqliteEditingIT extends EditingContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
