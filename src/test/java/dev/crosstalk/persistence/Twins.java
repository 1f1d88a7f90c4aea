package dev.crosstalk.persistence;

import dev.crosstalk.testing.MariaDb;
import dev.crosstalk.testing.TemporaryDirectory;

/** Empty databases of both kinds. */
final class Twins {
    private Twins() {}

    static String sqlite() {
        return "sqlite:" + TemporaryDirectory.create("sqlite").resolve("crosstalk.db");
    }

    static String mariaDb() {
        return MariaDb.shared().freshDatabase();
    }
}
