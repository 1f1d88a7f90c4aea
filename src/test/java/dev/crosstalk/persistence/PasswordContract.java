package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.account.PasswordSettings;
import dev.crosstalk.bus.AccountCommand.Authenticate;
import dev.crosstalk.bus.AccountCommand.IssueTicket;
import dev.crosstalk.bus.AccountCommand.OpenSession;
import dev.crosstalk.bus.AccountCommand.OpenedSession;
import dev.crosstalk.bus.AccountCommand.RedeemTicket;
import dev.crosstalk.bus.AccountCommand.RemovePassword;
import dev.crosstalk.bus.AccountCommand.Rename;
import dev.crosstalk.bus.AccountCommand.SetPassword;
import dev.crosstalk.bus.Addresses;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Done;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Password;
import dev.crosstalk.bus.UserEvent;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What a password promises, whichever database is below. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class PasswordContract {
    private static final Password SECRET = Password.of("a long secret");
    private static final Password OTHER = Password.of("another secret");

    private String url;
    private TestNode node;

    abstract String freshUrl();

    @BeforeAll
    void start() {
        url = freshUrl();
        node = new TestNode(PersistenceSettings.at(url));
    }

    @AfterAll
    void stop() {
        node.close();
    }

    private static OpenSession signIn(String name, Password password) {
        return new OpenSession(TestNode.APPLICATION, name, password, "a browser", null);
    }

    private OpenedSession open(String name, Password password) {
        return node.ask(null, signIn(name, password));
    }

    private static Caller caller(OpenedSession opened) {
        return new Caller(
                TestNode.APPLICATION, opened.account().id(), opened.session().id());
    }

    private OpenedSession registered(String name) {
        OpenedSession opened = open(name, null);
        node.ask(caller(opened), new SetPassword(SECRET, null));
        return opened;
    }

    @Test
    void a_name_with_a_password_is_entered_by_it_and_by_nothing_else() {
        OpenedSession first = registered("alice");
        assertThat(first.created()).isTrue();
        OpenedSession second = open("ALICE", SECRET);
        assertThat(second.created()).isFalse();
        assertThat(second.account()).isEqualTo(first.account());
        assertThat(second.session().id()).isNotEqualTo(first.session().id());
        assertThat(node.ask(null, new Authenticate(second.token())).account()).isEqualTo(first.account());
        assertThat(node.ask(null, new Authenticate(first.token())).account()).isEqualTo(first.account());
        assertThat(node.refusal(null, signIn("alice", null))).isEqualTo(FailureCode.NAME_TAKEN);
        assertThat(node.refusal(null, signIn("alice", OTHER))).isEqualTo(FailureCode.WRONG_PASSWORD);
    }

    @Test
    void a_wrong_password_a_guests_name_and_a_free_one_are_refused_by_the_same_words() {
        registered("known");
        open("guest", null);
        List<Failure.Wire> refusals = List.of("known", "guest", "free").stream()
                .map(name -> node.bus().request(null, signIn(name, OTHER)))
                .map(answer -> Future.join(List.of(answer)).transform(done -> Future.succeededFuture(answer.cause())))
                .map(TestNode::await)
                .map(cause -> ((Failure) cause).wire())
                .distinct()
                .toList();
        assertThat(refusals)
                .containsExactly(FailureCode.WRONG_PASSWORD.failure().wire());
        assertThat(open("free", null).created()).as("nothing was made of it").isTrue();
    }

    @Test
    void a_change_needs_the_password_until_now() {
        OpenedSession opened = registered("changing");
        assertThat(node.refusal(caller(opened), new SetPassword(OTHER, null))).isEqualTo(FailureCode.WRONG_PASSWORD);
        assertThat(node.refusal(caller(opened), new SetPassword(OTHER, OTHER))).isEqualTo(FailureCode.WRONG_PASSWORD);
        assertThat(node.refusal(caller(opened), new RemovePassword(OTHER))).isEqualTo(FailureCode.WRONG_PASSWORD);
        node.ask(caller(opened), new SetPassword(OTHER, SECRET));
        assertThat(node.refusal(null, signIn("changing", SECRET))).isEqualTo(FailureCode.WRONG_PASSWORD);
        assertThat(open("changing", OTHER).account()).isEqualTo(opened.account());
    }

    @Test
    void a_change_ends_the_other_sessions_and_their_tickets() {
        OpenedSession opened = registered("ending");
        OpenedSession other = open("ending", SECRET);
        String ticket = node.ask(caller(other), new IssueTicket()).ticket();
        List<UserEvent> heard = Collections.synchronizedList(new ArrayList<>());
        TestNode.await(node.bus()
                .subscribe(
                        Addresses.user(opened.account().id()), delivery -> heard.add(delivery.event(UserEvent.class)))
                .completion());
        node.ask(caller(opened), new SetPassword(OTHER, SECRET));
        assertThat(node.refusal(null, new Authenticate(other.token()))).isEqualTo(FailureCode.NOT_SIGNED_IN);
        assertThat(node.refusal(null, new RedeemTicket(ticket))).isEqualTo(FailureCode.NOT_SIGNED_IN);
        assertThat(node.ask(null, new Authenticate(opened.token())).session())
                .isEqualTo(opened.session().id());
        await().untilAsserted(() -> assertThat(heard)
                .contains(new UserEvent.SessionEnded(
                        opened.account().id(), other.session().id())));
        assertThat(heard)
                .doesNotContain(new UserEvent.SessionEnded(
                        opened.account().id(), opened.session().id()));
    }

    @Test
    void a_password_that_is_taken_away_makes_a_guest_again() {
        OpenedSession opened = registered("leaving");
        node.ask(caller(opened), new RemovePassword(SECRET));
        assertThat(node.refusal(null, signIn("leaving", SECRET))).isEqualTo(FailureCode.WRONG_PASSWORD);
        node.ask(caller(opened), new SetPassword(OTHER, null));
        assertThat(open("leaving", OTHER).account()).isEqualTo(opened.account());
    }

    @Test
    void the_password_goes_with_the_account_when_it_is_renamed() {
        OpenedSession opened = registered("before");
        node.ask(caller(opened), new Rename("after"));
        assertThat(open("after", SECRET).account().id())
                .isEqualTo(opened.account().id());
        assertThat(node.refusal(null, signIn("before", SECRET))).isEqualTo(FailureCode.WRONG_PASSWORD);
    }

    @Test
    void an_unfit_password_is_refused_and_nothing_changes() {
        OpenedSession opened = open("zacharias", null);
        for (String unfit : List.of("short", "zacharias")) {
            assertThat(node.refusal(caller(opened), new SetPassword(Password.of(unfit), null)))
                    .isEqualTo(FailureCode.PASSWORD_INVALID);
        }
        assertThat(node.refusal(caller(opened), new SetPassword(Password.of("password1"), null)))
                .isEqualTo(FailureCode.PASSWORD_COMMON);
        node.ask(caller(opened), new SetPassword(SECRET, null));
    }

    @Test
    void of_many_first_passwords_at_once_one_is_kept() {
        OpenedSession opened = open("racing", null);
        List<Password> passwords = IntStream.range(0, 8)
                .mapToObj(i -> Password.of("secret number " + i))
                .toList();
        List<Future<Done>> answers = passwords.stream()
                .map(password -> node.bus().request(caller(opened), new SetPassword(password, null)))
                .toList();
        TestNode.await(Future.join(answers).transform(done -> Future.succeededFuture()));
        List<Integer> kept = IntStream.range(0, 8)
                .filter(i -> answers.get(i).succeeded())
                .boxed()
                .toList();
        assertThat(kept).hasSize(1);
        assertThat(open("racing", passwords.get(kept.get(0))).account()).isEqualTo(opened.account());
    }

    @Test
    void a_session_that_is_opened_while_the_password_changes_does_not_outlive_it() {
        OpenedSession opened = registered("outliving");
        List<Future<OpenedSession>> entering = IntStream.range(0, 16)
                .mapToObj(i -> node.bus().request(null, signIn("outliving", SECRET)))
                .toList();
        node.ask(caller(opened), new SetPassword(OTHER, SECRET));
        TestNode.await(Future.join(entering).transform(done -> Future.succeededFuture()));
        for (Future<OpenedSession> entered : entering) {
            if (entered.succeeded()) {
                assertThat(node.refusal(null, new Authenticate(entered.result().token())))
                        .isEqualTo(FailureCode.NOT_SIGNED_IN);
            } else {
                assertThat(Failure.of(entered.cause()).code()).isEqualTo(FailureCode.WRONG_PASSWORD);
            }
        }
        assertThat(node.ask(null, new Authenticate(opened.token())).account()).isEqualTo(opened.account());
    }

    @Test
    void guesses_at_a_name_are_slowed_down_and_the_owner_enters_from_elsewhere() {
        registered("guessed");
        OpenSession guess = new OpenSession(TestNode.APPLICATION, "guessed", OTHER, null, "192.0.2.1");
        for (int i = 0; i < 5; i++) {
            assertThat(node.refusal(null, guess)).isEqualTo(FailureCode.WRONG_PASSWORD);
        }
        OpenSession right = new OpenSession(TestNode.APPLICATION, "Guessed", SECRET, null, "192.0.2.1");
        assertThat(node.refusal(null, right)).isEqualTo(FailureCode.TOO_MANY_REQUESTS);
        OpenSession elsewhere = new OpenSession(TestNode.APPLICATION, "guessed", SECRET, null, "192.0.2.2");
        assertThat(node.ask(null, elsewhere).created()).isFalse();
    }

    @Test
    void a_hash_of_weaker_settings_is_renewed_at_the_next_sign_in() {
        OpenedSession opened = registered("renewed");
        PasswordSettings stronger = new PasswordSettings(20_480, 2, 1, 1, 8);
        PersistenceSettings settings = PersistenceSettings.at(url).withPasswords(stronger);
        try (TestNode later = new TestNode(settings)) {
            assertThat(later.ask(null, signIn("renewed", SECRET)).account()).isEqualTo(opened.account());
        }
        assertThat(node.ask(null, signIn("renewed", SECRET)).account())
                .as("each node verifies what the other has stored")
                .isEqualTo(opened.account());
    }
}
