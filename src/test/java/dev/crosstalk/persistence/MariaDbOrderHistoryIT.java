package dev.crosstalk.persistence;

class MariaDbOrderHistoryIT extends OrderHistoryContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
