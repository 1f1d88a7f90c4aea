package dev.crosstalk.persistence;

class SqliteArchivePagesIT extends ArchivePagesContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
