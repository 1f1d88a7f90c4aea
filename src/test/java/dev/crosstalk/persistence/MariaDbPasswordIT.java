package dev.crosstalk.persistence;

class MariaDbPasswordIT extends PasswordContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
