package dev.crosstalk.persistence;

class SqliteReadingHistoryIT extends ReadingHistoryContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
