package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosstalk.message.Draft.Key;
import dev.crosstalk.message.Draft.Seat;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
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
    void pieces_are_powers_of_two_and_together_all_values_in_order() {
        assertThat(Marks.pieces(List.of())).isEmpty();
        assertThat(Marks.pieces(List.of(1, 2, 3, 4, 5, 6, 7)))
                .containsExactly(List.of(1, 2, 3, 4), List.of(5, 6), List.of(7));
        assertThat(Marks.pieces(List.of(1, 2, 3, 4))).containsExactly(List.of(1, 2, 3, 4));
    }

    @Test
    void the_text_for_a_usual_number_of_rows_is_made_once() {
        IntFunction<String> texts = Marks.texts(Marks::list);

        assertThat(texts.apply(4)).isEqualTo("?,?,?,?").isSameAs(texts.apply(4));
        assertThat(texts.apply(3)).isEqualTo("?,?,?");
        assertThat(texts.apply(1024)).hasSize(2047).isSameAs(texts.apply(1024));
    }

    @Test
    void rows_are_told_as_json() {
        UUID clientId = UUID.fromString("0b4f8c1e-6f0a-4d0f-9a53-0d2a3d6f7c11");

        assertThat(RowsOf.ids(List.of())).isEqualTo("[]");
        assertThat(RowsOf.ids(List.of(3L, Long.MAX_VALUE))).isEqualTo("[3,9223372036854775807]");
        assertThat(RowsOf.seats(List.of(new Seat(1, 2), new Seat(3, 4)))).isEqualTo("[[1,2],[3,4]]");
        assertThat(RowsOf.numbers(List.of(new long[] {1, -2}, new long[] {3, 4})))
                .isEqualTo("[[1,-2],[3,4]]");
        assertThat(RowsOf.keys(List.of(new Key(5, clientId)))).isEqualTo("[[5,\"0b4f8c1e6f0a4d0f9a530d2a3d6f7c11\"]]");
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
