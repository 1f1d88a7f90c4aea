package dev.crosstalk.transfer;

import dev.crosstalk.testing.MariaDb;

class MariaDbForeignImportIT extends ForeignImportContract {
    @Override
    String freshUrl() {
        return MariaDb.shared().freshDatabase();
    }
}
