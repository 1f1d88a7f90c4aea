package dev.crosstalk.persistence;

class MariaDbComebackIT extends ComebackContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }
}
