package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosstalk.account.AccountRules;
import dev.crosstalk.account.AccountService;
import dev.crosstalk.account.Argon2Hashing;
import dev.crosstalk.account.PasswordCheck;
import dev.crosstalk.account.PasswordHashing;
import dev.crosstalk.account.PasswordService;
import dev.crosstalk.account.SessionService;
import dev.crosstalk.account.SignInService;
import dev.crosstalk.bus.AccountCommand.Authenticate;
import dev.crosstalk.bus.AccountCommand.Authenticated;
import dev.crosstalk.bus.AccountCommand.EndSession;
import dev.crosstalk.bus.AccountCommand.Get;
import dev.crosstalk.bus.AccountCommand.OpenSession;
import dev.crosstalk.bus.AccountCommand.OpenedSession;
import dev.crosstalk.bus.AccountCommand.RedeemTicket;
import dev.crosstalk.bus.AccountCommand.RemovePassword;
import dev.crosstalk.bus.AccountCommand.SetPassword;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Password;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long names, sessions and tickets last. */
@Timeout(60)
abstract class LifetimeContract {
    private static final Duration GUEST_IDLE = Duration.ofDays(30);
    private static final Duration SESSION_IDLE = Duration.ofDays(10);
    private static final Duration SESSION_LIFE = Duration.ofDays(25);

    private final TestClock clock = new TestClock();
    private Vertx vertx;
    private Stores stores;
    private AccountService accounts;
    private SignInService signIns;
    private PasswordService passwords;
    private SessionService sessions;

    abstract String freshUrl();

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        PersistenceSettings settings = PersistenceSettings.at(freshUrl());
        Promise<Stores> opened = Promise.promise();
        vertx.runOnContext(ignored -> Stores.open(vertx, settings, TestNode.SHARDS, event -> {}, List.of())
                .onComplete(opened));
        stores = TestNode.await(opened.future());
        AccountRules rules = new AccountRules(GUEST_IDLE, SESSION_IDLE, SESSION_LIFE);
        PasswordHashing hashing = new Argon2Hashing(vertx, settings.passwords());
        PasswordCheck check = new PasswordCheck(stores.passwords(), hashing, System::nanoTime);
        signIns = new SignInService(stores.accounts(), stores.passwords(), check, rules, clock, event -> {});
        passwords = new PasswordService(stores.passwords(), hashing, check, clock, event -> {});
        accounts = new AccountService(stores.accounts(), rules, clock, event -> {});
        sessions = new SessionService(stores.sessions(), rules, clock, event -> {});
    }

    @AfterEach
    void stop() {
        TestNode.await(stores.close(vertx));
        TestNode.await(vertx.close());
    }

    private OpenedSession open(String name) {
        return TestNode.await(signIns.open(new OpenSession(TestNode.APPLICATION, name, null)));
    }

    private Authenticated authenticate(OpenedSession opened) {
        return TestNode.await(sessions.authenticate(new Authenticate(opened.token())));
    }

    private static Caller caller(OpenedSession opened) {
        return new Caller(
                TestNode.APPLICATION, opened.account().id(), opened.session().id());
    }

    private static void refused(FailureCode code, Future<?> answer) {
        assertThatThrownBy(() -> TestNode.await(answer)).hasFieldOrPropertyWithValue("code", code);
    }

    @Test
    void an_idle_guests_name_is_free_again_and_the_account_stays() {
        OpenedSession old = open("alice");
        clock.pass(GUEST_IDLE);
        refused(FailureCode.NAME_TAKEN, signIns.open(new OpenSession(TestNode.APPLICATION, "Alice", null)));
        clock.pass(Duration.ofMillis(1));
        OpenedSession successor = open("Alice");
        assertThat(successor.account().id()).isNotEqualTo(old.account().id());
        assertThat(TestNode.await(accounts.get(
                                caller(successor), new Get(List.of(old.account().id()))))
                        .accounts())
                .containsExactly(old.account());
    }

    @Test
    void a_name_that_is_kept_by_a_password_is_never_freed() {
        OpenedSession alice = open("alice");
        TestNode.await(passwords.set(caller(alice), new SetPassword(Password.of("a long secret"), null)));
        clock.pass(GUEST_IDLE.multipliedBy(100));
        refused(FailureCode.NAME_TAKEN, signIns.open(new OpenSession(TestNode.APPLICATION, "alice", null)));
        OpenedSession again = TestNode.await(
                signIns.open(new OpenSession(TestNode.APPLICATION, "alice", Password.of("a long secret"), null, null)));
        assertThat(again.account()).isEqualTo(alice.account());
        TestNode.await(passwords.remove(caller(again), new RemovePassword(Password.of("a long secret"))));
        clock.pass(GUEST_IDLE.plusMillis(1));
        assertThat(open("alice").account().id()).isNotEqualTo(alice.account().id());
    }

    @Test
    void a_guest_who_comes_by_keeps_the_name() {
        OpenedSession alice = open("alice");
        for (int i = 0; i < 2; i++) {
            clock.pass(SESSION_IDLE.minusDays(1));
            authenticate(alice);
        }
        clock.pass(GUEST_IDLE.minusDays(18).plusMillis(1));
        refused(FailureCode.NAME_TAKEN, signIns.open(new OpenSession(TestNode.APPLICATION, "alice", null)));
    }

    @Test
    void a_session_ends_when_it_was_not_used_for_long() {
        OpenedSession alice = open("alice");
        clock.pass(SESSION_IDLE.minusMillis(1));
        Authenticated extended = authenticate(alice);
        assertThat(extended.expiresAt()).isEqualTo(clock.millis() + SESSION_IDLE.toMillis());
        clock.pass(SESSION_IDLE.minusMillis(1));
        assertThat(authenticate(alice).expiresAt())
                .as("not beyond its whole life")
                .isEqualTo(alice.session().createdAt() + SESSION_LIFE.toMillis());
        clock.pass(SESSION_IDLE);
        refused(FailureCode.NOT_SIGNED_IN, sessions.authenticate(new Authenticate(alice.token())));
    }

    @Test
    void the_use_of_a_session_is_noted_once_an_hour() {
        OpenedSession alice = open("alice");
        clock.pass(Duration.ofMinutes(59));
        assertThat(authenticate(alice).expiresAt()).isEqualTo(alice.session().expiresAt());
        clock.pass(Duration.ofMinutes(1));
        assertThat(authenticate(alice).expiresAt())
                .isEqualTo(alice.session().expiresAt() + Duration.ofHours(1).toMillis());
    }

    @Test
    void a_ticket_is_good_for_thirty_seconds() {
        OpenedSession alice = open("alice");
        String ticket = TestNode.await(sessions.issueTicket(caller(alice))).ticket();
        clock.pass(Duration.ofSeconds(30));
        refused(FailureCode.NOT_SIGNED_IN, sessions.redeem(new RedeemTicket(ticket)));
        String another = TestNode.await(sessions.issueTicket(caller(alice))).ticket();
        clock.pass(Duration.ofMillis(29_999));
        assertThat(TestNode.await(sessions.redeem(new RedeemTicket(another))).caller())
                .isEqualTo(caller(alice));
    }

    @Test
    void what_is_over_is_forgotten_and_what_lives_is_not() {
        OpenedSession old = open("old");
        clock.pass(SESSION_IDLE.plusMillis(1));
        OpenedSession young = open("young");
        TestNode.await(sessions.removeExpired());
        refused(
                FailureCode.NOT_FOUND,
                sessions.end(caller(old), new EndSession(old.session().id())));
        assertThat(authenticate(young).session()).isEqualTo(young.session().id());
    }
}
