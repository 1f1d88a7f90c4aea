package dev.crosstalk.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.AccountCommand.Authenticate;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.SessionId;
import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionServiceTest {
    private static final long DAY_MS = Duration.ofDays(1).toMillis();
    private static final Session SESSION = new Session(
            new SessionId(1),
            new ApplicationId(1),
            new AccountView(new AccountId(2), "alice"),
            3,
            "browser",
            0,
            0,
            30 * DAY_MS);

    /** Finds the session, and can write nothing. */
    private static SessionStore readOnly() {
        return (SessionStore) Proxy.newProxyInstance(
                SessionStore.class.getClassLoader(),
                new Class<?>[] {SessionStore.class},
                (proxy, method, arguments) -> method.getName().equals("find")
                        ? Future.succeededFuture(Optional.of(SESSION))
                        : Future.failedFuture(FailureCode.UNAVAILABLE.failure()));
    }

    @Test
    void who_is_known_gets_in_although_the_visit_cannot_be_noted() {
        AccountRules rules = new AccountRules(Duration.ofDays(30), Duration.ofDays(30), Duration.ofDays(365));
        Clock clock = Clock.fixed(Instant.ofEpochMilli(DAY_MS), ZoneOffset.UTC);
        SessionService service = new SessionService(readOnly(), rules, clock, event -> {});
        assertThat(service.authenticate(new Authenticate("token")).result()).isEqualTo(SESSION.authenticated());
    }
}
