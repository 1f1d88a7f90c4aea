package dev.crosstalk.http;

import dev.crosstalk.testing.TemporaryDirectory;

class SqliteArchiveViewIT extends ArchiveViewContract {
    @Override
    String freshUrl() {
        return "sqlite:" + TemporaryDirectory.create("sqlite").resolve("crosstalk.db");
    }
}
