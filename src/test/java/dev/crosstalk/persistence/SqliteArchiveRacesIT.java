package dev.crosstalk.persistence;

class SqliteArchiveRacesIT extends ArchiveRacesContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
