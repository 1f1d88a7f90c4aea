package dev.crosstalk.persistence;

class SqliteInstallationIT extends InstallationContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
