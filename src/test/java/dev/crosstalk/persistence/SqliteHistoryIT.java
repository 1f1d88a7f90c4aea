package dev.crosstalk.persistence;

class SqliteHistoryIT extends HistoryContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
