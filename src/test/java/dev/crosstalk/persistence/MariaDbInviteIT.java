package dev.crosstalk.persistence;

class MariaDbInviteIT extends InviteContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
