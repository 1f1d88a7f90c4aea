package dev.crosstalk.search;

import dev.crosstalk.testing.MariaDb;

class MariaDbSearchIT extends SearchContract {
    @Override
    String freshUrl() {
        return MariaDb.shared().freshDatabase();
    }
}
