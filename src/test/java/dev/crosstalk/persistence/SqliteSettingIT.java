package dev.crosstalk.persistence;

class SqliteSettingIT extends SettingContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
