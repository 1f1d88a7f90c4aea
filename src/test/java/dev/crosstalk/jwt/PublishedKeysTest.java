package dev.crosstalk.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.Json;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PublishedKeysTest {
    private static final String KEY =
            "\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";
    private static final String URL = "https://shop.example.org/keys";

    private final List<Promise<String>> asked = new ArrayList<>();
    private long nanos = TimeUnit.DAYS.toNanos(1);
    private final PublishedKeys keys = new PublishedKeys(
            url -> {
                Promise<String> answer = Promise.promise();
                asked.add(answer);
                return answer.future();
            },
            () -> nanos);

    private static String set(String... kids) {
        List<String> all = new ArrayList<>(List.of("{\"kty\":\"EC\",\"kid\":\"other\"}"));
        for (String kid : kids) {
            all.add("{\"kid\":\"" + kid + "\"," + KEY);
        }
        return "{\"keys\":[" + String.join(",", all) + "]}";
    }

    private static SignedToken token(String kid) {
        String header = Json.write(Json.object().put("alg", "EdDSA").put("kid", kid));
        return SignedToken.parse(part(header) + "." + part("{}") + ".AA");
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private int found(String kid) {
        Future<List<VerificationKey>> found = keys.candidates(URL, token(kid));
        return found.isComplete() ? found.result().size() : -1;
    }

    private void pass(long seconds) {
        nanos += TimeUnit.SECONDS.toNanos(seconds);
    }

    @Test
    void many_who_ask_at_once_are_one_question() {
        List<Future<List<VerificationKey>>> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(keys.candidates(URL, token("a")));
        }
        assertThat(asked).hasSize(1);
        asked.get(0).complete(set("a"));
        assertThat(all).allSatisfy(answer -> assertThat(answer.result()).hasSize(1));
        assertThat(found("a")).isEqualTo(1);
        assertThat(asked).hasSize(1);
    }

    @Test
    void an_unknown_key_is_looked_for_again_but_not_at_once_and_a_known_one_after_ten_minutes() {
        found("a");
        asked.get(0).complete(set("a"));
        assertThat(found("b")).isZero();
        assertThat(asked).as("not yet").hasSize(1);
        pass(31);
        assertThat(found("a")).isEqualTo(1);
        assertThat(asked).hasSize(1);
        found("b");
        assertThat(asked).hasSize(2);
        asked.get(1).complete(set("b"));
        assertThat(found("b")).isEqualTo(1);
        assertThat(found("a")).as("replaced").isZero();
        pass(601);
        found("b");
        assertThat(asked).hasSize(3);
    }

    @Test
    void what_cannot_be_read_is_served_as_it_was_for_an_hour_and_not_asked_for_by_everyone() {
        found("a");
        asked.get(0).complete(set("a"));
        pass(700);
        found("a");
        asked.get(1).fail("away");
        assertThat(found("a")).isEqualTo(1);
        assertThat(asked).hasSize(2);
        pass(3_000);
        found("a");
        asked.get(2).complete("no set");
        assertThat(found("a")).isZero();
        assertThat(asked).hasSize(3);
    }

    @Test
    void a_set_that_never_was_there_has_no_keys() {
        found("a");
        asked.get(0).fail("away");
        assertThat(found("a")).isZero();
        assertThat(asked).hasSize(1);
        pass(31);
        found("a");
        assertThat(asked).hasSize(2);
    }
}
