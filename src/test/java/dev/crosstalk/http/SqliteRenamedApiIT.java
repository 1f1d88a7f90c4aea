package dev.crosstalk.http;

import dev.crosstalk.testing.TemporaryDirectory;

class SqliteRenamedApiIT extends RenamedApiContract {
    @Override
    String freshUrl() {
        return "sqlite:" + TemporaryDirectory.create("sqlite").resolve("crosstalk.db");
    }
}
