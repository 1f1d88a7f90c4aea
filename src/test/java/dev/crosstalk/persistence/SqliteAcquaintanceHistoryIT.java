package dev.crosstalk.persistence;

class SqliteAcquaintanceHistoryIT extends AcquaintanceHistoryContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
