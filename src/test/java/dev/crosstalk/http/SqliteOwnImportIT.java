package dev.crosstalk.http;

import dev.crosstalk.testing.TemporaryDirectory;

class SqliteOwnImportIT extends OwnImportContract {
    @Override
    String freshUrl() {
        return "sqlite:" + TemporaryDirectory.create("sqlite").resolve("crosstalk.db");
    }
}
