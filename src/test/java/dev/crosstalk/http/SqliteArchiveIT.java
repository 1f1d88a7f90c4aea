package dev.crosstalk.http;

import dev.crosstalk.testing.TemporaryDirectory;

class SqliteArchiveIT extends ArchiveContract {
    @Override
    String freshUrl() {
        return "sqlite:" + TemporaryDirectory.create("sqlite").resolve("crosstalk.db");
    }
}
