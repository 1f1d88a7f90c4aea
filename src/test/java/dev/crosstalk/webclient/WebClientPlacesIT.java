package dev.crosstalk.webclient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.MouseButton;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How one wants to hear of conversations, what one is writing in them, and whom one names. */
@Timeout(120)
class WebClientPlacesIT extends ClientTest {
    private ClientPage alice;
    private ClientPage bob;

    @Test
    void aMutedConversationSaysSoAndCountsQuietlyButNamesStillCall() {
        group("Lunch");
        bob.chooseForConversation("Mute until I change it");
        assertThat(row().locator(".sign[title='muted']")).hasCount(1);
        bob.createRoom("Elsewhere " + unique);

        alice.say("quiet");
        assertThat(row().locator(".unread")).hasAttribute("data-muted", "true");
        assertThat(row().locator(".mention")).hasCount(0);
        alice.say("@" + name("bob") + " loud");
        assertThat(row().locator(".mention")).hasAttribute("title", "1 message for you");

        bob.openConversation("Lunch");
        assertThat(row().locator(".unread")).hasCount(0);
        bob.chooseForConversation("Unmute");
        assertThat(row().locator(".sign[title='muted']")).hasCount(0);
    }

    @Test
    void aPinnedConversationStaysOnTop() {
        group("Lunch");
        bob.row("Lunch").click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
        bob.menuItem("Pin to the top").click();
        assertThat(row().locator(".sign[title='pinned']")).hasCount(1);
        bob.createRoom("Elsewhere " + unique);

        assertThat(bob.page().locator("ct-conversation-list .list .row").first())
                .containsText("Lunch");
        bob.openConversation("Lunch");
        bob.chooseForConversation("Unpin from the top");
        assertThat(bob.page().locator("ct-conversation-list .list .row").first())
                .containsText("Elsewhere");
    }

    @Test
    void whatIsArchivedIsInAListOfItsOwnUntilAMessageComes() {
        group("Lunch");
        bob.chooseForConversation("Archive");
        assertThat(row()).hasCount(0);
        bob.page().locator("ct-conversation-list .archive").click();
        assertThat(bob.page().locator("ct-archived .row")).containsText("Lunch");
        bob.page().reload();
        assertThat(bob.page().locator("ct-archived .row")).containsText("Lunch");
        bob.page().locator("ct-archived").getByLabel("Back to the list").click();

        alice.say("news");

        assertThat(row()).containsText("news");
        assertThat(bob.page().locator("ct-conversation-list .archive")).hasCount(0);
    }

    @Test
    void whatIsMarkedAsUnreadStaysSoUntilItIsOpened() {
        group("Lunch");
        alice.say("first");
        bob.awaitMessage("first");
        assertThat(row().locator(".unread")).hasCount(0);
        bob.chooseForConversation("Mark as unread");
        assertThat(row().locator(".unread")).hasAttribute("title", "Marked as unread");
        bob.page().reload();
        assertThat(row().locator(".unread")).hasAttribute("title", "Marked as unread");

        bob.openConversation("Lunch");

        assertThat(row().locator(".unread")).hasCount(0);
        alice.say("second");
        bob.awaitMessage("second");
        assertThat(row().locator(".unread")).hasCount(0);
        bob.choose("first", "Mark as unread from here");
        assertThat(row().locator(".unread")).hasText("22 unread messages");
    }

    @Test
    void aDraftIsKeptPerConversationAndComesToTheOtherDevice() {
        group("Lunch");
        bob.composer().fill("I was about to");
        bob.createRoom("Elsewhere " + unique);
        assertThat(bob.composer()).hasValue("");
        assertThat(row()).containsText("Draft: I was about to");

        ClientPage tablet = alsoAt(bob);

        assertThat(tablet.row("Lunch")).containsText("Draft: I was about to");
        tablet.openConversation("Lunch");
        assertThat(tablet.composer()).hasValue("I was about to");
        tablet.say("I have done it");
        assertThat(row()).containsText("I have done it");
        bob.openConversation("Lunch");
        assertThat(bob.composer()).hasValue("");
    }

    @Test
    void twoDevicesThatWriteAtOnceLoseNothing() {
        group("Lunch");
        ClientPage tablet = alsoAt(bob);
        tablet.openConversation("Lunch");
        bob.offline(true);
        assertThat(bob.banner()).hasAttribute("data-shown", "offline");
        bob.composer().fill("from here");
        tablet.composer().fill("from there");
        await().until(() -> stored(tablet).contains("from there"));
        bob.offline(false);

        Locator other = bob.page().getByLabel("Written on another device:");
        assertThat(other).containsText("from there");
        assertThat(bob.composer()).hasValue("from here");
        other.getByText("Use it").click();

        assertThat(bob.composer()).hasValue("from here\nfrom there");
        assertThat(tablet.composer()).hasValue("from here\nfrom there");
        assertThat(other).hasCount(0);
    }

    @Test
    void anAtSignOffersTheMembersToTheKeyboard() {
        group("Lunch");
        alice.composer().pressSequentially("Hi @");
        Locator people = alice.page().getByLabel("People to mention");
        assertThat(people.locator("[role=option]")).hasCount(2);
        alice.composer().pressSequentially("bo");
        assertThat(people.locator("[role=option]")).hasCount(1);
        assertThat(alice.composer()).hasAttribute("aria-activedescendant", "composer-person-0");
        alice.composer().dispatchEvent("keydown", Map.of("key", "Enter", "isComposing", true));
        assertThat(people).isVisible();

        alice.composer().press("Enter");
        assertThat(alice.composer()).hasValue("Hi @" + name("bob") + " ");
        assertThat(people).hasCount(0);
        alice.composer().press("Enter");

        Locator mention = bob.message("Hi").locator(".mention");
        assertThat(mention).hasText("@" + name("bob"));
        assertThat(mention).hasAttribute("data-me", "true");
        assertThat(bob.message("Hi")).hasAttribute("data-for-me", "true");
        assertThat(alice.message("Hi")).hasAttribute("data-for-me", "false");
    }

    @Test
    void escapeClosesTheOfferAndAPressTakesFromIt() {
        group("Lunch");
        alice.composer().pressSequentially("@");
        Locator people = alice.page().getByLabel("People to mention");
        assertThat(people).isVisible();
        alice.composer().press("Escape");
        assertThat(people).hasCount(0);
        assertThat(alice.composer()).isFocused();
        alice.composer().fill("");
        alice.composer().pressSequentially("@every");

        people.locator("[role=option]").click();

        assertThat(alice.composer()).isFocused();
        alice.composer().press("Enter");
        assertThat(bob.message("everyone").locator(".mention")).hasAttribute("data-me", "true");
    }

    /** A group of alice and bob, open in the windows of both. */
    private void group(String title) {
        alice = person("alice");
        bob = person("bob");
        alice.createGroup(title, name("bob"));
        bob.openConversation(title);
    }

    /** What the server has of what this person is writing. */
    private static String stored(ClientPage client) {
        return (String) client.page().evaluate("fetch('/v1/sync').then((answer) => answer.text())");
    }

    private Locator row() {
        return bob.row("Lunch");
    }
}
