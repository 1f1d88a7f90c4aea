package dev.crosstalk.persistence;

class MariaDbMessageIT extends MessageContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
