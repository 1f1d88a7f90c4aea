package dev.crosstalk.persistence;

class MariaDbConversationIT extends ConversationContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
