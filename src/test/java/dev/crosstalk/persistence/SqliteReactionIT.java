package dev.crosstalk.persistence;

class SqliteReactionIT extends ReactionContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
