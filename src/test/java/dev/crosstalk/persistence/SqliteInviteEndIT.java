package dev.crosstalk.persistence;

class SqliteInviteEndIT extends InviteEndContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
