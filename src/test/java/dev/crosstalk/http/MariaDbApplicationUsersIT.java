package dev.crosstalk.http;

import dev.crosstalk.testing.MariaDb;

class MariaDbApplicationUsersIT extends ApplicationUsersContract {
    @Override
    String freshUrl() {
        return MariaDb.shared().freshDatabase();
    }
}
