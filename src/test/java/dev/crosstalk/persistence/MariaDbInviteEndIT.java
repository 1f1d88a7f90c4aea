package dev.crosstalk.persistence;

class MariaDbInviteEndIT extends InviteEndContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
