package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.AccountCommand.Accounts;
import dev.crosstalk.bus.AccountCommand.Authenticate;
import dev.crosstalk.bus.AccountCommand.Authenticated;
import dev.crosstalk.bus.AccountCommand.EndSession;
import dev.crosstalk.bus.AccountCommand.Find;
import dev.crosstalk.bus.AccountCommand.Get;
import dev.crosstalk.bus.AccountCommand.IssueTicket;
import dev.crosstalk.bus.AccountCommand.ListSessions;
import dev.crosstalk.bus.AccountCommand.OpenSession;
import dev.crosstalk.bus.AccountCommand.OpenedSession;
import dev.crosstalk.bus.AccountCommand.RedeemTicket;
import dev.crosstalk.bus.AccountCommand.Rename;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.Addresses;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.DirectoryEvent;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.SessionId;
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

/** What the account service promises, whichever database is below. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class AccountContract {
    private TestNode node;

    abstract String freshUrl();

    @BeforeAll
    void start() {
        node = new TestNode(PersistenceSettings.at(freshUrl()));
    }

    @AfterAll
    void stop() {
        node.close();
    }

    private OpenedSession open(String name) {
        return node.ask(null, new OpenSession(TestNode.APPLICATION, name, "a browser"));
    }

    private static Caller caller(OpenedSession opened) {
        return new Caller(
                TestNode.APPLICATION, opened.account().id(), opened.session().id());
    }

    @Test
    void thousands_who_come_back_at_once_are_answered() {
        OpenedSession opened = node.ask(null, new OpenSession(TestNode.APPLICATION, "returning", "test"));
        List<Future<Authenticated>> strangers = new ArrayList<>();
        List<Future<Authenticated>> known = new ArrayList<>();
        for (int i = 0; i < 6_000; i++) {
            strangers.add(node.bus().request(null, new Authenticate("unknown" + i)));
            known.add(node.bus().request(null, new Authenticate(opened.token())));
        }
        TestNode.await(Future.all(known));
        TestNode.await(Future.join(strangers).transform(done -> Future.succeededFuture()));
        assertThat(strangers.stream().map(answer -> ((Failure) answer.cause()).code()))
                .containsOnly(FailureCode.NOT_SIGNED_IN);
    }

    @Test
    void a_guest_is_known_again_by_the_token() {
        OpenedSession opened = open("alice");
        assertThat(opened.token()).hasSizeGreaterThanOrEqualTo(43);
        Authenticated known = node.ask(null, new Authenticate(opened.token()));
        assertThat(known.account()).isEqualTo(opened.account());
        assertThat(known.session()).isEqualTo(opened.session().id());
        assertThat(known.application()).isEqualTo(TestNode.APPLICATION);
        assertThat(known.expiresAt()).isEqualTo(opened.session().expiresAt());
        assertThat(node.refusal(null, new Authenticate(opened.token() + "x"))).isEqualTo(FailureCode.NOT_SIGNED_IN);
    }

    @Test
    void a_taken_name_is_refused_however_it_is_spelled() {
        open("Bob");
        for (String same : List.of("Bob", "bob", "BOB", "\uFF22ob")) {
            assertThat(node.refusal(null, new OpenSession(TestNode.APPLICATION, same, null)))
                    .isEqualTo(FailureCode.NAME_TAKEN);
        }
        open("Bob\u00E9");
        open("Bobe");
    }

    @Test
    void of_many_who_want_a_name_at_once_one_gets_it() {
        List<Future<OpenedSession>> answers = IntStream.range(0, 10)
                .mapToObj(i -> node.bus().request(null, new OpenSession(TestNode.APPLICATION, "wanted", null)))
                .toList();
        TestNode.await(Future.join(answers).transform(done -> Future.succeededFuture()));
        assertThat(answers.stream().filter(Future::succeeded)).hasSize(1);
        assertThat(answers.stream().filter(Future::failed).map(Future::cause))
                .allSatisfy(cause -> assertThat(cause).hasFieldOrPropertyWithValue("code", FailureCode.NAME_TAKEN));
    }

    @Test
    void an_invalid_name_or_application_is_refused() {
        assertThat(node.refusal(null, new OpenSession(TestNode.APPLICATION, "two words", null)))
                .isEqualTo(FailureCode.NAME_INVALID);
        assertThat(node.refusal(null, new OpenSession(new ApplicationId(99), "somebody", null)))
                .isEqualTo(FailureCode.NOT_FOUND);
    }

    @Test
    void new_and_changed_names_are_announced() {
        List<DirectoryEvent> heard = Collections.synchronizedList(new ArrayList<>());
        TestNode.await(node.bus()
                .subscribe(
                        Addresses.directory(TestNode.APPLICATION),
                        delivery -> heard.add(delivery.event(DirectoryEvent.class)))
                .completion());
        OpenedSession opened = open("announced");
        AccountView renamed = node.ask(caller(opened), new Rename("Announced2"));
        assertThat(renamed).isEqualTo(new AccountView(opened.account().id(), "Announced2"));
        await().untilAsserted(() -> assertThat(heard).hasSize(2));
        assertThat(((DirectoryEvent.AccountCreated) heard.get(0)).account()).isEqualTo(opened.account());
        assertThat(((DirectoryEvent.AccountRenamed) heard.get(1)).account()).isEqualTo(renamed);
    }

    @Test
    void a_rename_frees_the_old_name_and_cannot_take_anothers() {
        OpenedSession carol = open("old-name");
        open("anothers");
        assertThat(node.refusal(caller(carol), new Rename("Anothers"))).isEqualTo(FailureCode.NAME_TAKEN);
        node.ask(caller(carol), new Rename("OLD-NAME"));
        node.ask(caller(carol), new Rename("new-name"));
        assertThat(open("old-name").account().id()).isNotEqualTo(carol.account().id());
    }

    @Test
    void an_ended_session_is_over_and_said_to_be() {
        OpenedSession opened = open("ending");
        OpenedSession other = open("notending");
        List<UserEvent> heard = Collections.synchronizedList(new ArrayList<>());
        TestNode.await(node.bus()
                .subscribe(
                        Addresses.user(opened.account().id()), delivery -> heard.add(delivery.event(UserEvent.class)))
                .completion());
        SessionId session = opened.session().id();
        assertThat(node.refusal(caller(other), new EndSession(session))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.ask(caller(opened), new ListSessions()).sessions()).containsExactly(opened.session());
        node.ask(caller(opened), new EndSession(session));
        assertThat(node.refusal(null, new Authenticate(opened.token()))).isEqualTo(FailureCode.NOT_SIGNED_IN);
        await().untilAsserted(() -> assertThat(heard)
                .containsExactly(new UserEvent.SessionEnded(opened.account().id(), session)));
    }

    @Test
    void a_ticket_opens_one_socket() {
        OpenedSession opened = open("ticketed");
        String ticket = node.ask(caller(opened), new IssueTicket()).ticket();
        List<Future<Authenticated>> answers = IntStream.range(0, 5)
                .mapToObj(i -> node.bus().request(null, new RedeemTicket(ticket)))
                .toList();
        TestNode.await(Future.join(answers).transform(done -> Future.succeededFuture()));
        assertThat(answers.stream()
                        .filter(Future::succeeded)
                        .map(answer -> answer.result().caller()))
                .containsExactly(caller(opened));
        assertThat(node.refusal(null, new RedeemTicket("made up"))).isEqualTo(FailureCode.NOT_SIGNED_IN);
    }

    @Test
    void a_ticket_of_an_ended_session_opens_nothing() {
        OpenedSession opened = open("lateticket");
        String ticket = node.ask(caller(opened), new IssueTicket()).ticket();
        node.ask(caller(opened), new EndSession(opened.session().id()));
        assertThat(node.refusal(null, new RedeemTicket(ticket))).isEqualTo(FailureCode.NOT_SIGNED_IN);
    }

    @Test
    void people_are_found_by_a_part_of_their_name_in_pages() {
        Caller asking = caller(open("zz-asking"));
        List.of("zz-c", "ZZ-a", "zz-b", "yz-d").forEach(this::open);
        Accounts first = node.ask(asking, new Find("Zz-", null, 2));
        assertThat(first.accounts().stream().map(AccountView::name)).containsExactly("ZZ-a", "zz-asking");
        Accounts second = node.ask(asking, new Find("Zz-", first.next(), 2));
        assertThat(second.accounts().stream().map(AccountView::name)).containsExactly("zz-b", "zz-c");
        assertThat(second.next()).isNull();
    }

    @Test
    void accounts_that_do_not_exist_are_left_out() {
        OpenedSession opened = open("gotten");
        Accounts got = node.ask(
                caller(opened),
                new Get(List.of(new AccountId(4711), opened.account().id())));
        assertThat(got.accounts()).containsExactly(opened.account());
        Caller foreign = new Caller(
                new ApplicationId(2), opened.account().id(), opened.session().id());
        assertThat(node.ask(foreign, new Get(List.of(opened.account().id()))).accounts())
                .isEmpty();
    }

    @Test
    void without_a_caller_own_things_are_refused() {
        assertThat(node.refusal(null, new IssueTicket())).isEqualTo(FailureCode.NOT_SIGNED_IN);
        assertThat(node.refusal(null, new Rename("x"))).isEqualTo(FailureCode.NOT_SIGNED_IN);
    }
}
