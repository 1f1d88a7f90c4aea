package dev.crosstalk.persistence;

class MariaDbReactionIT extends ReactionContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
