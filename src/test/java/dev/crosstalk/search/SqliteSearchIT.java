package dev.crosstalk.search;

import dev.crosstalk.testing.TemporaryDirectory;

class SqliteSearchIT extends SearchContract {
    @Override
    String freshUrl() {
        return "sqlite:" + TemporaryDirectory.create("sqlite").resolve("crosstalk.db");
    }
}
