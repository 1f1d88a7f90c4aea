package dev.crosstalk.persistence;

class SqliteComebackIT extends ComebackContract {
    @Override
    String freshUrl() {
        return Twins.sqlite();
    }
}
