package dev.crosstalk.persistence;

class SqliteInviteIT extends InviteContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
