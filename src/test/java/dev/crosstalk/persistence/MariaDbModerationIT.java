package dev.crosstalk.persistence;

class MariaDbModerationIT extends ModerationContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
