package dev.crosstalk.persistence;

class MariaDbTrimRacesIT extends TrimRacesContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
