package dev.crosstalk.persistence;

class MariaDbGroupLimitIT extends GroupLimitContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
