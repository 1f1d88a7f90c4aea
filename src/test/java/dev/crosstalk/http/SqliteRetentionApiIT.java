package dev.crosstalk.http;

import dev.crosstalk.testing.TemporaryDirectory;

class SqliteRetentionApiIT extends RetentionApiContract {
    @Override
    String freshUrl() {
        return "sqlite:" + TemporaryDirectory.create("sqlite").resolve("crosstalk.db");
    }
}
