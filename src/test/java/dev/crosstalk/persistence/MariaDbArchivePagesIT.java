package dev.crosstalk.persistence;

class MariaDbArchivePagesIT extends ArchivePagesContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
