package dev.crosstalk.webclient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A name that is kept by a password, settings that hold on all devices, and the devices. */
@Timeout(120)
class WebClientSettingsIT extends ClientTest {
    private static final String PASSWORD = "three green bicycles";

    @Test
    void aNameThatIsKeptByAPasswordIsOneOwnOnEveryDevice() {
        ClientPage alice = keptByPassword();
        ClientPage tablet = visitor();

        tablet.signIn(name("alice"));
        assertThat(tablet.signInProblem()).containsText("taken");
        assertThat(password(tablet)).isFocused();
        password(tablet).fill("a wrong one");
        password(tablet).press("Enter");
        assertThat(tablet.signInProblem()).containsText("not the password");
        password(tablet).fill(PASSWORD);
        password(tablet).press("Enter");

        tablet.awaitSignedIn(name("alice"));
        alice.page().reload();
        assertThat(alice.page().locator(".device")).hasCount(2);
    }

    @Test
    void aPasswordIsChangedAndTakenAwayWithThePresentOneOnly() {
        ClientPage alice = keptByPassword();
        settings(alice, "Present password").fill("a wrong one");
        settings(alice, "New password").fill("four green bicycles");
        button(alice, "Change password").click();
        assertThat(alice.page().getByRole(AriaRole.ALERT)).hasText("That is not the present password.");
        assertThat(settings(alice, "New password")).hasValue("four green bicycles");

        settings(alice, "Present password").fill(PASSWORD);
        button(alice, "Change password").click();
        assertThat(alice.page().getByText("kept by that password now")).isVisible();
        settings(alice, "Present password").fill("four green bicycles");
        button(alice, "Remove password").click();

        assertThat(alice.page().getByText("The password is gone.")).isVisible();
        assertThat(button(alice, "Keep my name")).isVisible();
    }

    @Test
    void aPasswordThatIsTooShortOrTooCommonIsRefused() {
        ClientPage alice = person("alice");
        alice.openSettings();
        settings(alice, "New password").fill("short");
        button(alice, "Keep my name").click();
        assertThat(alice.page().getByRole(AriaRole.ALERT)).containsText("8 to 256 characters");
        settings(alice, "New password").fill("password1");
        button(alice, "Keep my name").click();
        assertThat(alice.page().getByRole(AriaRole.ALERT)).containsText("most used");
    }

    @Test
    void settingsHoldOnTheOtherDeviceAtOnceAndAfterAReload() {
        ClientPage alice = person("alice");
        ClientPage tablet = alsoAt(alice);
        tablet.awaitSignedIn(name("alice"));
        alice.openSettings();
        settings(alice, "Colours").selectOption("dark");
        settings(alice, "Who sees whether I am here").selectOption("nobody");
        Locator receipts = alice.page().getByRole(AriaRole.SWITCH);
        assertThat(receipts).isChecked();
        receipts.uncheck();

        assertThat(tablet.page().locator("html")).hasAttribute("data-theme", "dark");
        tablet.openSettings();
        assertThat(tablet.page().getByRole(AriaRole.SWITCH)).not().isChecked();
        assertThat(settings(tablet, "Who sees whether I am here")).hasValue("nobody");
        alice.page().reload();
        assertThat(settings(alice, "Colours")).hasValue("dark");
        assertThat(alice.page().locator("html")).hasAttribute("data-theme", "dark");
    }

    @Test
    void whoHidesIsOfflineForOthers() {
        ClientPage alice = person("alice");
        ClientPage bob = person("bob");
        bob.chatWith(name("alice"));
        assertThat(bob.subtitle()).hasText("online");
        alice.openSettings();

        settings(alice, "Who sees whether I am here").selectOption("nobody");

        assertThat(bob.subtitle()).not().hasText("online");
    }

    @Test
    void anotherDeviceIsSignedOutFromHere() {
        ClientPage alice = keptByPassword();
        ClientPage tablet = visitor();
        tablet.signIn(name("alice"));
        password(tablet).fill(PASSWORD);
        password(tablet).press("Enter");
        tablet.awaitSignedIn(name("alice"));
        alice.page().reload();
        assertThat(alice.page().locator(".device")).hasCount(2);
        assertThat(alice.page().locator(".device").getByText("this device")).hasCount(1);

        alice.page().locator(".device .button").click();

        assertThat(alice.page().locator(".device")).hasCount(1);
        assertThat(tablet.page().getByText("You were signed out.")).isVisible();
        assertThat(tablet.nameField()).isVisible();
    }

    /** Alice in her settings, where a password keeps her name. */
    private ClientPage keptByPassword() {
        ClientPage alice = person("alice");
        alice.openSettings();
        settings(alice, "New password").fill(PASSWORD);
        button(alice, "Keep my name").click();
        assertThat(alice.page().getByText("kept by that password now")).isVisible();
        assertThat(button(alice, "Change password")).isVisible();
        return alice;
    }

    private static Locator settings(ClientPage client, String label) {
        return client.page().locator("ct-profile").getByLabel(label);
    }

    private static Locator password(ClientPage client) {
        return client.page().locator("#sign-in-password");
    }

    private static Locator button(ClientPage client, String name) {
        return client.page()
                .getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
