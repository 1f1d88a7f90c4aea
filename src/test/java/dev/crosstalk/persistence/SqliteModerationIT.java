package dev.crosstalk.persistence;

class SqliteModerationIT extends ModerationContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
