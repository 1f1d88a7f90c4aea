package dev.crosstalk.persistence;

class SqliteLivesIT extends LivesContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
