package dev.crosstalk.persistence;

class SqliteTrimRacesIT extends TrimRacesContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
