package dev.crosstalk.persistence;

class MariaDbInstallationIT extends InstallationContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
