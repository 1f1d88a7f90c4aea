package dev.crosstalk.search;

import static dev.crosstalk.search.Finding.KITCHEN;
import static dev.crosstalk.search.Finding.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Json;
import dev.crosstalk.testing.SearchServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a real server behind the REST dialect does besides. */
abstract class ElasticIndexContract extends SearchIndexContract {
    private final Vertx vertx = Vertx.vertx();
    private final String alias =
            "test-" + UUID.randomUUID().toString().substring(0, 8).replaceAll("^[^a-z]", "a");

    abstract SearchServer server();

    @Override
    SearchIndex fresh() {
        return index(2_000);
    }

    private SearchIndex index(int timeoutMs) {
        return new ElasticIndex(vertx, new SearchSettings(server().url(), null, null, alias, 0, 50, timeoutMs, 32, 24));
    }

    @Override
    void end() {
        await(vertx.close());
    }

    private static FailureCode refusal(Future<?> future) {
        return catchThrowableOfType(Failure.class, () -> await(future)).code();
    }

    @Test
    void the_template_has_the_fields_by_which_others_know_messages() {
        JsonNode mappings = Json.parse(server().ask("GET", "/" + alias + "/_mapping"));
        JsonNode properties = mappings.elements().next().path("mappings").path("properties");
        assertThat(properties.path("chatroom").path("type").asText()).isEqualTo("integer");
        assertThat(properties.path("user").path("type").asText()).isEqualTo("keyword");
        assertThat(properties.path("message").path("type").asText()).isEqualTo("text");
        assertThat(properties.path("timestamp").path("format").asText()).isEqualTo("epoch_millis");
    }

    @Test
    void what_is_written_has_these_fields_with_their_values() {
        SearchIndex index = index(2_000);
        await(index.open());
        new Finding(index).say(KITCHEN, 3, "find me");
        JsonNode document =
                Json.parse(server().ask("GET", "/" + alias + "/_doc/71:3")).path("_source");
        assertThat(document.path("chatroom").asInt()).isEqualTo(1);
        assertThat(document.path("user").asText()).isEqualTo("1");
        assertThat(document.path("message").asText()).isEqualTo("find me");
        assertThat(document.path("timestamp").asLong()).isEqualTo(3 * Finding.DAY);
        await(index.close());
    }

    @Test
    void an_index_without_alias_is_removed_and_those_of_others_stay() {
        String other = alias + "-" + "keep";
        SearchIndex index = index(2_000);
        server().ask("PUT", "/" + other);
        await(index.open());
        String unfinished = await(index.build());
        await(index.build());
        await(index.switchOver());
        JsonNode all = Json.parse(server().ask("GET", "/" + alias + "-*"));
        assertThat(all.has(other)).isTrue();
        assertThat(all.has(unfinished)).isFalse();
        assertThat(all).hasSize(2);
        await(index.close());
    }

    @Test
    void a_server_that_hangs_is_a_failure_with_a_code_and_what_was_not_answered_is_written_again() {
        SearchIndex index = index(2_000);
        await(index.open());
        server().freeze();
        try {
            assertThat(refusal(index.find(Finding.builder("bread").build(Finding.grants(), null, 10))))
                    .isEqualTo(FailureCode.SEARCH_UNAVAILABLE);
            assertThat(refusal(index.apply(java.util.List.of(Finding.put(Finding.source(KITCHEN, 1, 1, "bread"))))))
                    .isEqualTo(FailureCode.SEARCH_UNAVAILABLE);
        } finally {
            server().thaw();
        }
        await().ignoreExceptions().untilAsserted(() -> {
            new Finding(index).say(KITCHEN, 1, "bread");
            assertThat(new Finding(index).seqs("bread")).containsExactly(1L);
        });
        await(index.close());
    }

    @Test
    void a_server_that_is_not_there_is_a_failure_with_a_code() {
        SearchIndex index = new ElasticIndex(vertx, SearchSettings.at("http://127.0.0.1:1"));
        assertThat(refusal(index.open())).isEqualTo(FailureCode.SEARCH_UNAVAILABLE);
        assertThat(refusal(index.find(Finding.builder("bread").build(Finding.grants(), null, 10))))
                .isEqualTo(FailureCode.SEARCH_UNAVAILABLE);
        await(index.close());
    }
}
