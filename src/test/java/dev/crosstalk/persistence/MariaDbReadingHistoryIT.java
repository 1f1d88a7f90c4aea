package dev.crosstalk.persistence;

class MariaDbReadingHistoryIT extends ReadingHistoryContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
