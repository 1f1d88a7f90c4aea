package dev.crosstalk.persistence;

class MariaDbArchiveRacesIT extends ArchiveRacesContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
