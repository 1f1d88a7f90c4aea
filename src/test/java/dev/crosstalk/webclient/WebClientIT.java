package dev.crosstalk.webclient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.crosstalk.testing.Person;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** People sign in, find each other and chat, each in a browser window of their own. */
@Timeout(120)
class WebClientIT extends ClientTest {

    @Test
    void twoPeopleChatBothWaysAndSeeTheirMessagesConfirmed() {
        ClientPage alice = person("alice");
        ClientPage bob = person("bob");

        alice.chatWith(name("bob"));
        alice.say("Hello bob");
        alice.awaitMessage("Hello bob");
        bob.openConversation(name("alice"));
        bob.say("Hello alice");

        alice.awaitTexts("Hello bob", "Hello alice");
        bob.awaitTexts("Hello bob", "Hello alice");
        assertThat(alice.message("Hello bob")).hasAttribute("data-own", "true");
        assertThat(bob.message("Hello bob")).hasAttribute("data-own", "false");
        assertThat(bob.row(name("alice"))).containsText("Hello alice");
    }

    @Test
    void aTakenNameIsRefusedAndStaysInTheField() {
        person("alice");
        ClientPage mallory = visitor();

        mallory.signIn(name("alice"));

        assertThat(mallory.signInProblem()).containsText("taken");
        assertThat(mallory.nameField()).hasValue(name("alice"));
        mallory.signIn(name("mallory"));
        mallory.awaitSignedIn(name("mallory"));
    }

    @Test
    void aNameThatCannotBeOneIsRefusedAndStaysInTheField() {
        ClientPage visitor = visitor();

        visitor.signIn("two words");

        assertThat(visitor.signInProblem()).containsText("cannot be a name");
        assertThat(visitor.nameField()).hasValue("two words");
    }

    @Test
    void whoReloadsIsStillSignedInAndWhoSignsOutIsNot() {
        ClientPage alice = person("alice");
        alice.page().reload();
        alice.awaitSignedIn(name("alice"));

        alice.page().locator("ct-conversation-list .me").click();
        alice.page().getByText("Sign out").first().click();

        assertThat(alice.nameField()).isVisible();
        alice.page().reload();
        assertThat(alice.nameField()).isVisible();
    }

    @Test
    void whoeverSignsInAppearsInAnOpenListOfPeople() {
        ClientPage alice = person("alice");
        alice.lookForPeople();
        alice.page().getByLabel("Search people by name").fill(name("bob"));
        assertThat(alice.page().getByText("Nobody’s name begins with")).isVisible();

        person("bob");

        assertThat(alice.people()).hasText(Pattern.compile(name("bob")));
    }

    @Test
    void severalPeopleChatInAGroup() {
        ClientPage bob = person("bob");
        ClientPage mallory = person("mallory");
        ClientPage alice = person("alice");

        alice.createGroup("Lunch " + unique, name("bob"), name("mallory"));
        alice.say("Thursday?");
        bob.openConversation("Lunch " + unique);
        bob.say("Fine with me");
        mallory.openConversation("Lunch " + unique);

        mallory.awaitTexts("Thursday?", "Fine with me");
        alice.awaitTexts("Thursday?", "Fine with me");
        assertThat(mallory.subtitle()).hasText("3 members");
    }

    @Test
    void aRoomIsOpenedFoundJoinedRenamedAndLeft() {
        ClientPage alice = person("alice");
        ClientPage bob = person("bob");
        alice.createRoom("Garden " + unique);
        alice.say("The gate is open");

        bob.joinRoom("Garden " + unique);
        bob.awaitTexts("The gate is open");
        assertThat(alice.subtitle()).hasText("2 members");
        assertThat(alice.entries()).containsText(name("bob") + " joined");

        alice.openDetails();
        assertThat(alice.members()).hasCount(2);
        alice.rename("Orchard " + unique);
        bob.awaitOpen("Orchard " + unique);
        assertThat(bob.entries().last()).containsText("named it “Orchard " + unique + "”");

        bob.openDetails();
        bob.leave();
        assertThat(bob.row("Orchard " + unique)).hasCount(0);
        assertThat(alice.members()).hasCount(1);
        assertThat(alice.subtitle()).hasText("1 member");
    }

    @Test
    void whoIsRemovedWhileReadingIsTold() {
        ClientPage alice = person("alice");
        ClientPage bob = person("bob");
        alice.createGroup("Club " + unique, name("bob"));
        bob.openConversation("Club " + unique);

        alice.openDetails();
        alice.remove(name("bob"));

        assertThat(bob.page().getByText("This conversation is not open to you")).isVisible();
        assertThat(bob.row("Club " + unique)).hasCount(0);
    }

    @Test
    void aNameIsChangedOnEveryScreenAtOnce() {
        ClientPage alice = person("alice");
        ClientPage bob = person("bob");
        alice.chatWith(name("bob"));
        bob.changeName(name("robert"));

        alice.awaitOpen(name("robert"));
        assertThat(alice.row(name("robert"))).isVisible();
    }

    @Test
    void presenceIsShownAsADotAndAsAWord() {
        ClientPage alice = person("alice");
        try (Person bob = Person.signIn(node().port(), name("bob"))) {
            alice.chatWith(bob.name());
            assertThat(alice.subtitle()).hasText("online", new LocatorAssertions.HasTextOptions().setTimeout(20_000));
            assertThat(alice.row(bob.name()).locator(".avatar-dot")).isVisible();
            assertThat(alice.row(bob.name())).containsText("online");
        }
        assertThat(alice.subtitle()).hasText("offline", new LocatorAssertions.HasTextOptions().setTimeout(60_000));
        assertThat(alice.row(name("bob")).locator(".avatar-dot")).hasCount(0);
    }
}
