package dev.crosstalk.persistence;

class MariaDbRenamedIT extends RenamedContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
