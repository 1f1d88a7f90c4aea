package dev.crosstalk.http;

import dev.crosstalk.testing.MariaDb;

class MariaDbRenamedApiIT extends RenamedApiContract {
    @Override
    String freshUrl() {
        return MariaDb.shared().freshDatabase();
    }
}
