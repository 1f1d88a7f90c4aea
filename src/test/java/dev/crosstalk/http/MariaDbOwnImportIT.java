package dev.crosstalk.http;

import dev.crosstalk.testing.MariaDb;

class MariaDbOwnImportIT extends OwnImportContract {
    @Override
    String freshUrl() {
        return MariaDb.shared().freshDatabase();
    }
}
