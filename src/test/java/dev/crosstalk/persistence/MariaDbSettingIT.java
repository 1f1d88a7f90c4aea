package dev.crosstalk.persistence;

class MariaDbSettingIT extends SettingContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
