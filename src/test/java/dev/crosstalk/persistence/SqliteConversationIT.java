package dev.crosstalk.persistence;

class SqliteConversationIT extends ConversationContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
