package dev.crosstalk.http;

import dev.crosstalk.testing.MariaDb;

class MariaDbApplicationsIT extends ApplicationsContract {
    @Override
    String freshUrl() {
        return MariaDb.shared().freshDatabase();
    }
}
