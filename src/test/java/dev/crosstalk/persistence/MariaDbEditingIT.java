package dev.crosstalk.persistence;

class MariaDbEditingIT extends EditingContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
