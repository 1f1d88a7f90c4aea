package dev.crosstalk.persistence;

class SqliteSocketHistoryIT extends SocketHistoryContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
