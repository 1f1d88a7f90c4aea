package dev.crosstalk.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.account.PasswordStore.Credential;
import dev.crosstalk.bus.AccountCommand.OpenSession;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Password;
import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignInServiceTest {
    private static final ApplicationId APPLICATION = new ApplicationId(1);
    private static final Map<String, Credential> STORED = Map.of(
            "registered", credential("registered", "hash"),
            "guest", credential("guest", null));

    private final List<String> hashed = new ArrayList<>();

    private static Credential credential(String name, String hash) {
        return new Credential(APPLICATION, new AccountView(new AccountId(7), name), name, hash);
    }

    /** Finds the stored ones, and can do nothing else. */
    private static PasswordStore store() {
        return (PasswordStore) Proxy.newProxyInstance(
                PasswordStore.class.getClassLoader(),
                new Class<?>[] {PasswordStore.class},
                (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("ofName");
                    return Future.succeededFuture(Optional.ofNullable(STORED.get((String) arguments[1])));
                });
    }

    /** Notes what is hashed; nothing matches. */
    private PasswordHashing hashing() {
        return new PasswordHashing() {
            @Override
            public Future<String> hash(Password password) {
                throw new AssertionError("nothing is stored here");
            }

            @Override
            public Future<Boolean> matches(Password password, String hash) {
                hashed.add(password.reveal() + "/" + hash);
                return Future.succeededFuture(false);
            }

            @Override
            public boolean isOutdated(String hash) {
                return false;
            }
        };
    }

    @Test
    void for_every_name_the_same_is_computed_and_answered() {
        PasswordCheck check = new PasswordCheck(store(), hashing(), System::nanoTime);
        AccountRules rules = new AccountRules(Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1));
        SignInService service = new SignInService(null, store(), check, rules, Clock.systemUTC(), event -> {});
        for (String name : List.of("registered", "guest", "free")) {
            Future<?> answer =
                    service.open(new OpenSession(APPLICATION, name, Password.of("a guess"), null, "192.0.2.1"));
            assertThat(((Failure) answer.cause()).wire())
                    .isEqualTo(FailureCode.WRONG_PASSWORD.failure().wire());
        }
        assertThat(hashed).containsExactly("a guess/hash", "a guess/null", "a guess/null");
    }
}
