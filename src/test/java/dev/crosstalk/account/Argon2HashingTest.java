package dev.crosstalk.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Password;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class Argon2HashingTest {
    private static final PasswordSettings STRONGER = new PasswordSettings(20_480, 3, 1, 1, 1);
    private static Vertx vertx;
    private static Argon2Hashing hashing;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        hashing = new Argon2Hashing(vertx, PasswordSettings.DEFAULTS);
    }

    @AfterAll
    static void stop() {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(30, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_hash_is_argon2id_of_19_mib_with_a_salt_of_its_own() {
        String hash = await(hashing.hash(Password.of("pässword😀")));
        assertThat(hash).matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
        assertThat(await(hashing.hash(Password.of("pässword😀")))).isNotEqualTo(hash);
        assertThat(await(hashing.matches(Password.of("pässword😀"), hash))).isTrue();
        assertThat(await(hashing.matches(Password.of("pässword😁"), hash))).isFalse();
    }

    @Test
    void a_hash_of_the_reference_implementation_is_understood() {
        // argon2 of the reference implementation: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1
        String reference = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        assertThat(await(hashing.matches(Password.of("password"), reference))).isTrue();
        assertThat(await(hashing.matches(Password.of("passwore"), reference))).isFalse();
        assertThat(hashing.isOutdated(reference)).isTrue();
    }

    @Test
    void without_a_hash_nothing_matches_and_the_same_work_is_done() {
        await(hashing.hash(Password.of("to warm up with")));
        long before = System.nanoTime();
        assertThat(await(hashing.matches(Password.of("anything at all"), null))).isFalse();
        assertThat(System.nanoTime() - before)
                .as("no machine goes through 38 MiB faster")
                .isGreaterThan(TimeUnit.MILLISECONDS.toNanos(8));
    }

    @Test
    void a_hash_by_other_settings_is_outdated() {
        Argon2Hashing stronger = new Argon2Hashing(vertx, STRONGER);
        String hash = await(hashing.hash(Password.of("a long secret")));
        assertThat(hashing.isOutdated(hash)).isFalse();
        assertThat(stronger.isOutdated(hash)).isTrue();
        assertThat(await(stronger.matches(Password.of("a long secret"), hash))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "PassWord", "12345678", "qwertyuiop", "iloveyou", "football"})
    void what_everybody_tries_first_is_refused(String common) {
        assertThatThrownBy(() -> await(hashing.hash(Password.of(common))))
                .hasFieldOrPropertyWithValue("code", FailureCode.PASSWORD_COMMON);
    }

    @Test
    void more_than_may_wait_are_refused_and_nothing_runs_on_the_callers_thread() {
        Argon2Hashing narrow = new Argon2Hashing(vertx, STRONGER);
        List<Future<Boolean>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(narrow.matches(Password.of("a long secret"), null));
        }
        assertThat(answers.stream().filter(Future::failed).map(Future::cause))
                .as("one works, one waits, and the first may be done already")
                .hasSizeGreaterThanOrEqualTo(15)
                .allSatisfy(cause -> assertThat(cause).hasFieldOrPropertyWithValue("code", FailureCode.OVERLOADED));
        answers.stream().filter(answer -> !answer.failed()).forEach(Argon2HashingTest::await);
        assertThat(await(narrow.matches(Password.of("a long secret"), null)))
                .as("and there is room again")
                .isFalse();
    }
}
