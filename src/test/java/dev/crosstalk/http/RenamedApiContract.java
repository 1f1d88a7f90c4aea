package dev.crosstalk.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.testing.Api;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is signed in learns over REST who has another name, whichever database is below. */
@Timeout(120)
abstract class RenamedApiContract {
    private static final String PATH = "/v1/accounts/renamed";

    private ArchiveNode node;
    private Api alice;

    abstract String freshUrl();

    @BeforeEach
    void start() {
        node = new ArchiveNode(freshUrl(), null);
        alice = node.guest("alice");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private static String id(Api person) {
        return person.get("/v1/session").ok().path("account").path("id").asText();
    }

    @Test
    void who_was_away_learns_new_names_and_that_somebody_is_gone_page_by_page() {
        Api bob = node.guest("bob");
        Api carol = node.guest("carol");
        String bobId = id(bob);
        String carolId = id(carol);
        long time = alice.get(PATH).ok().path("time").asLong();
        bob.patch("/v1/account", Api.json("name", "robert")).ok();
        JsonNode first = alice.get(PATH + "?since=" + time + "&limit=1").ok();
        assertThat(first.path("accounts")).containsExactly(Api.json("id", bobId, "name", "robert"));
        assertThat(first.has("next")).isFalse();

        carol.post("/v1/account/delete", Api.json("name", "carol")).ok();
        JsonNode again =
                alice.get(PATH + "?since=" + first.path("time") + "&limit=1").ok();
        JsonNode rest =
                alice.get(PATH + "?after=" + again.path("next").asText()).ok();
        assertThat(List.of(again.path("accounts").get(0), rest.path("accounts").get(0)))
                .containsExactlyInAnyOrder(
                        Api.json("id", bobId, "name", "robert"), Api.json("id", carolId, "name", "", "deleted", true));
        assertThat(rest.path("time")).isEqualTo(again.path("time"));
        assertThat(rest.has("next")).isFalse();
    }

    @Test
    void what_cannot_be_and_who_is_not_signed_in_is_refused() {
        for (String query : List.of("since=-1", "since=x", "since=1.5", "limit=0", "limit=501", "after=x", "after=")) {
            assertThat(alice.get(PATH + "?" + query).code()).as(query).isEqualTo("bad_request");
        }
        assertThat(Api.at(node.port()).get(PATH).code()).isEqualTo("not_signed_in");
    }
}
