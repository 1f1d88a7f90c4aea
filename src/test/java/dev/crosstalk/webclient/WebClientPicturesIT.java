package dev.crosstalk.webclient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.crosstalk.testing.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Takes the pictures of the client that the documents show. They go to {@code target/pictures}, or where the system property
 * {@code crosstalk.pictures} says.
 */
@Timeout(120)
class WebClientPicturesIT extends ClientTest {
    private static final Path DIRECTORY = Path.of(System.getProperty("crosstalk.pictures", "target/pictures"));

    @Test
    void everyMainScreenFitsDesktopAndPhoneInBothThemes() throws IOException {
        Files.createDirectories(DIRECTORY);
        ClientPage visitor = visitor();
        picture(visitor, "sign-in", ColorScheme.LIGHT);
        ClientPage alice = visitor;
        alice.signIn("alice");
        alice.awaitSignedIn("alice");
        try (Person bob = Person.signIn(node().port(), "bob");
                Person mallory = Person.signIn(node().port(), "mallory")) {
            furnish(alice, bob, mallory);

            picture(alice, "desktop-light", ColorScheme.LIGHT);
            alice.openDetails();
            assertThat(alice.members()).hasCount(3);
            alice.page().getByText("online").first().waitFor();
            picture(alice, "desktop-dark", ColorScheme.DARK);
            alice.page().setViewportSize(360, 740);
            alice.page().goBack();
            picture(alice, "phone-light", ColorScheme.LIGHT);
            alice.page().getByLabel("Back to the list").click();
            alice.row("Lunch").waitFor();
            picture(alice, "phone-list-dark", ColorScheme.DARK);
        }
    }

    private void furnish(ClientPage alice, Person bob, Person mallory) {
        alice.createRoom("Release 1.0");
        String room = alice.page().url().replaceAll(".*/c/(\\d+).*", "$1");
        alice.createGroup("Lunch", bob.name(), mallory.name());
        alice.say("Thursday at noon, the place with the soup?");
        alice.awaitMessage("soup");
        alice.chatWith(bob.name());
        alice.say("Did the second node come up?");
        String direct = alice.page().url().replaceAll(".*/c/(\\d+).*", "$1");
        say(bob, direct, "It did. See you at four.");
        alice.openConversation("Release 1.0");
        for (Person person : List.of(bob, mallory)) {
            person.api().put("/v1/conversations/" + room + "/members/me").ok();
        }
        alice.say("Morning! Two nodes are up, on one database. Whoever likes breaking things: now is the time.");
        alice.awaitMessage("Morning");
        say(bob, room, "I sent the second one a kill -9 in the middle of the replay.");
        say(bob, room, "Nobody noticed. All 69,000 lines are there, once each and in order.");
        alice.awaitMessage("69,000");
        alice.say("And the ones who were connected to it?");
        alice.awaitMessage("And the ones");
        say(mallory, room, "That was me. A clock on my last message, then the tick, and I was on the other node.");
        say(mallory, room, "The notes are at https://example.org/notes/two-nodes, if you want to try it yourselves.");
        alice.awaitMessage("the notes");
        alice.say(
                "Wonderful. Then let us write it down:\n1. start a node\n2. start another on the same database\n3. pull a plug");
        alice.awaitMessage("pull a plug");
        say(bob, room, "4. have a coffee");
        alice.awaitMessage("coffee");
        alice.composer().fill("");
    }

    private static void say(Person person, String conversation, String text) {
        person.say(conversation, text, UUID.randomUUID()).join();
    }

    private static void picture(ClientPage client, String name, ColorScheme scheme) throws IOException {
        Page page = client.page();
        page.mouse().move(0, 0);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isTrue();
        Path file = DIRECTORY.resolve(name + ".png");
        client.picture(file);
        assertThat(Files.size(file)).isBetween(5_000L, 200_000L);
    }
}
