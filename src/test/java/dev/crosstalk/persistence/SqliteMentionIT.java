package dev.crosstalk.persistence;

class SqliteMentionIT extends MentionContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
