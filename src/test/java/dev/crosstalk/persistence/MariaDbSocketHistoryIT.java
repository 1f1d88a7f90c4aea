package dev.crosstalk.persistence;

class MariaDbSocketHistoryIT extends SocketHistoryContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
