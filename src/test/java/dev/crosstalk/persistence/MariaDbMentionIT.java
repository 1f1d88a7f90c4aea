package dev.crosstalk.persistence;

class MariaDbMentionIT extends MentionContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
