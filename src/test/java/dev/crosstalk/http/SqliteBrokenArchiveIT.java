package dev.crosstalk.http;

import dev.crosstalk.testing.TemporaryDirectory;

class SqliteBrokenArchiveIT extends BrokenArchiveContract {
    @Override
    String freshUrl() {
        return "sqlite:" + TemporaryDirectory.create("sqlite").resolve("crosstalk.db");
    }
}
