package dev.crosstalk.persistence;

class SqliteOrderHistoryIT extends OrderHistoryContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
