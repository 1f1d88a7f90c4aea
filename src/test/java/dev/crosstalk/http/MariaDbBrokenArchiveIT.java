package dev.crosstalk.http;

import dev.crosstalk.testing.MariaDb;

class MariaDbBrokenArchiveIT extends BrokenArchiveContract {
    @Override
    String freshUrl() {
        return MariaDb.shared().freshDatabase();
    }
}
