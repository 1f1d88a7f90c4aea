package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.Test;

class MariaDbStartUpIT extends StartUpContract {
    @Override
    String freshUrl() {
        return Twins.mariaDb();
    }

    /** The engine commits each schema change by itself: a crash may come before it is recorded, or before the next one. */
    @Test
    void a_migration_that_a_crash_interrupted_is_gone_on_with() {
        Migration migration = Migration.parse(
                "001_first.sql",
                "CREATE TABLE one (id ${id}, a BIGINT) ${rows};\nCREATE INDEX one_a ON one (a);\nCREATE TABLE two (id ${id}) ${rows};\n");
        for (int recorded = 0; recorded < 3; recorded++) {
            Database database = open(freshUrl());
            run(database, migration);
            // As it would stand after a crash between doing a step and recording it.
            String next = recorded < 2 ? "DROP TABLE two" : "SELECT 1";
            TestNode.await(database.reading().script(next));
            if (recorded < 1) {
                TestNode.await(database.reading().script("DROP INDEX one_a ON one"));
            }
            int done = recorded;
            TestNode.await(database.write(
                    statements -> statements.update("UPDATE schema_migration SET statements_done = ?", done)));
            run(database, migration);
            assertThat(TestNode.await(database.reading().number("SELECT COUNT(*) FROM two")))
                    .isZero();
            assertThat(TestNode.await(database.reading().number("SELECT statements_done FROM schema_migration")))
                    .isEqualTo(3);
            TestNode.await(database.close());
        }
    }

    private static void run(Database database, Migration migration) {
        TestNode.await(new Migrations(database, List.of(migration)).run(statements -> Future.succeededFuture()));
    }
}
