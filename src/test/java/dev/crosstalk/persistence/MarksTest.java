package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarksTest {
    @Test
    void values_are_padded_to_a_power_of_two_by_the_last() {
        assertThat(Marks.padded(List.of())).isEmpty();
        assertThat(Marks.padded(List.of(1))).containsExactly(1);
        assertThat(Marks.padded(List.of(1, 2))).containsExactly(1, 2);
        assertThat(Marks.padded(List.of(1, 2, 3))).containsExactly(1, 2, 3, 3);
        assertThat(Marks.padded(List.of(1, 2, 3, 4, 5))).hasSize(8);
    }

    @Test
    void marks_stand_for_values_and_tuples() {
        assertThat(Marks.list(3)).isEqualTo("?,?,?");
        assertThat(Marks.tuples(2, 2)).isEqualTo("(?,?),(?,?)");
    }

    @Test
    void each_dialect_knows_every_placeholder_of_the_migrations() {
        for (Migration migration : Migration.all()) {
            assertThat(migration.statements()).isNotEmpty().noneMatch(statement -> statement.contains(";"));
            for (Dialect dialect : Dialect.values()) {
                assertThat(migration.statements().stream().map(dialect::expand))
                        .noneMatch(statement -> statement.contains("$"));
            }
        }
        assertThatThrownBy(() -> Dialect.MYSQL.expand("${nonsense}")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_url_names_a_file_or_a_server_and_never_a_password() {
        assertThat(DatabaseUrl.parse("sqlite:data/x.db")).isInstanceOf(DatabaseUrl.SqliteFile.class);
        assertThat(DatabaseUrl.parse("mysql://me@db:3307/chat"))
                .isEqualTo(new DatabaseUrl.MySqlServer("me", "db", 3307, "chat"));
        assertThat(DatabaseUrl.parse("mysql://me@db/chat"))
                .isEqualTo(new DatabaseUrl.MySqlServer("me", "db", 3306, "chat"));
        for (String wrong :
                List.of("", "sqlite:", "mysql://db/chat", "mysql://me:secret@db/chat", "h2:mem", "mysql://me@db")) {
            assertThatThrownBy(() -> DatabaseUrl.parse(wrong))
                    .hasMessageStartingWith(DatabaseUrl.KEY + " ")
                    .hasMessageNotContaining("secret");
        }
    }
}
