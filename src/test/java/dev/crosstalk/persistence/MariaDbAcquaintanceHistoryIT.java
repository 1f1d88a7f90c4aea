package dev.crosstalk.persistence;

class MariaDbAcquaintanceHistoryIT extends AcquaintanceHistoryContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
