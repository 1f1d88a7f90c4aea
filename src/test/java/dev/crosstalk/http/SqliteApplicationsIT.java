package dev.crosstalk.http;

import dev.crosstalk.testing.TemporaryDirectory;

class SqliteApplicationsIT extends ApplicationsContract {
    @Override
    String freshUrl() {
        return "sqlite:" + TemporaryDirectory.create("sqlite").resolve("crosstalk.db");
    }
}
