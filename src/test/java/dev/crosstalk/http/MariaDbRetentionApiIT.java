package dev.crosstalk.http;

import dev.crosstalk.testing.MariaDb;

class MariaDbRetentionApiIT extends RetentionApiContract {
    @Override
    String freshUrl() {
        return MariaDb.shared().freshDatabase();
    }
}
