package dev.crosstalk.persistence;

class MariaDbHistoryIT extends HistoryContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
