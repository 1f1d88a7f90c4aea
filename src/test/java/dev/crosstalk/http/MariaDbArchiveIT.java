package dev.crosstalk.http;

import dev.crosstalk.testing.MariaDb;

class MariaDbArchiveIT extends ArchiveContract {
    @Override
    String freshUrl() {
        return MariaDb.shared().freshDatabase();
    }
}
