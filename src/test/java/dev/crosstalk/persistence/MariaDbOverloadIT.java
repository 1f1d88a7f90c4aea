package dev.crosstalk.persistence;

class MariaDbOverloadIT extends OverloadContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
