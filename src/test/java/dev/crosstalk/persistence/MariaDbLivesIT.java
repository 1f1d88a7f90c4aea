package dev.crosstalk.persistence;

class MariaDbLivesIT extends LivesContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
