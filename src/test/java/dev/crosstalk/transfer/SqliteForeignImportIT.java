package dev.crosstalk.transfer;

import dev.crosstalk.testing.TemporaryDirectory;

class SqliteForeignImportIT extends ForeignImportContract {
    @Override
    String freshUrl() {
        return "sqlite:" + TemporaryDirectory.create("sqlite").resolve("crosstalk.db");
    }
}
