package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.AccountCommand.GetSettings;
import dev.crosstalk.bus.AccountCommand.SetPassword;
import dev.crosstalk.bus.AccountCommand.SetSettings;
import dev.crosstalk.bus.AccountCommand.Settings;
import dev.crosstalk.bus.Addresses;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.Authorize;
import dev.crosstalk.bus.ConversationCommand.Authorized;
import dev.crosstalk.bus.Password;
import dev.crosstalk.bus.Setting;
import dev.crosstalk.bus.SyncCommand.ListUserChanges;
import dev.crosstalk.bus.UserEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What settings promise, whichever database is below. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class SettingContract {
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

    @Test
    void who_has_set_nothing_has_the_defaults() {
        Caller alice = node.guest("default");
        Settings settings = node.ask(alice, new GetSettings());
        assertThat(settings.settings())
                .isEqualTo(Map.of(
                        Setting.RECEIPTS, true,
                        Setting.PRESENCE, "everyone",
                        Setting.LOCALE, "",
                        Setting.THEME, "system"));
        assertThat(settings.registered()).isFalse();
        node.ask(alice, new SetPassword(Password.of("a long secret"), null));
        assertThat(node.ask(alice, new GetSettings()).registered()).isTrue();
    }

    @Test
    void what_changes_is_told_once_under_a_revision_of_its_own_and_the_rest_stays() {
        Caller alice = node.guest("changing");
        List<UserEvent> heard = Collections.synchronizedList(new ArrayList<>());
        TestNode.await(node.bus()
                .subscribe(Addresses.user(alice.account()), delivery -> heard.add(delivery.event(UserEvent.class)))
                .completion());
        Settings changed = node.ask(
                alice, new SetSettings(Map.of(Setting.RECEIPTS, false, Setting.THEME, "dark", Setting.LOCALE, "")));
        assertThat(changed.settings()).containsEntry(Setting.RECEIPTS, false).containsEntry(Setting.THEME, "dark");
        assertThat(changed.userRev()).isEqualTo(2);
        node.ask(alice, new SetSettings(Map.of(Setting.THEME, "dark")));
        node.ask(alice, new SetSettings(Map.of(Setting.THEME, "light")));
        await().until(() -> heard.size() == 3);
        assertThat(heard)
                .containsExactly(
                        new UserEvent.SettingChanged(alice.account(), 1, Setting.RECEIPTS, false),
                        new UserEvent.SettingChanged(alice.account(), 2, Setting.THEME, "dark"),
                        new UserEvent.SettingChanged(alice.account(), 3, Setting.THEME, "light"));
        assertThat(node.ask(null, new ListUserChanges(alice.account(), 0L, null, null))
                        .changes())
                .containsExactly(heard.get(0), heard.get(2));
    }

    @Test
    void hubs_are_told_who_does_not_show_everyone_whether_they_are_here() {
        Caller alice = node.guest("hiding");
        Authorize question = new Authorize(List.of(node.room(alice, "Room")), List.of());
        assertThat(node.ask(alice, question).hidden()).isNull();
        node.ask(alice, new SetSettings(Map.of(Setting.PRESENCE, "contacts")));
        Authorized answer = node.ask(alice, question);
        assertThat(answer.hidden()).isTrue();
        assertThat(answer.userRev())
                .isEqualTo(node.ask(alice, new GetSettings()).userRev());
        node.ask(alice, new SetSettings(Map.of(Setting.PRESENCE, "everyone")));
        assertThat(node.ask(alice, question).hidden()).isNull();
    }
}
