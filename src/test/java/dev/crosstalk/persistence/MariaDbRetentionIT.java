package dev.crosstalk.persistence;

class MariaDbRetentionIT extends RetentionContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
