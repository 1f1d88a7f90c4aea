package dev.crosstalk.persistence;

class MariaDbApplicationRetentionIT extends ApplicationRetentionContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
