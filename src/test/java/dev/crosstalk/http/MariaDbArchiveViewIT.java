package dev.crosstalk.http;

import dev.crosstalk.testing.MariaDb;

class MariaDbArchiveViewIT extends ArchiveViewContract {
    @Override
    String freshUrl() {
        return MariaDb.shared().freshDatabase();
    }
}
