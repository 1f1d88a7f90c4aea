package dev.crosstalk.http;

import dev.crosstalk.testing.TemporaryDirectory;

class SqliteApplicationUsersIT extends ApplicationUsersContract {
    @Override
    String freshUrl() {
        return "sqlite:" + TemporaryDirectory.create("sqlite").resolve("crosstalk.db");
    }
}
