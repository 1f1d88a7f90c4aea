package dev.crosstalk.webclient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.crosstalk.testing.Api.json;
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

    /** Those that no document shows. */
    private static final Path TO_LOOK_AT = Path.of("target", "pictures");

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

    @Test
    void whatOneDoesWithMessagesAndChatsFitsDesktopAndPhoneInBothThemes() throws IOException {
        Files.createDirectories(TO_LOOK_AT);
        ClientPage alice = visitor(1280, 800);
        String me = name("alice");
        alice.signIn(me);
        alice.awaitSignedIn(me);
        ClientPage visitor = visitor(1280, 800);
        visitor.signIn(me);
        assertThat(visitor.signInProblem()).isVisible();
        both(visitor, "password");
        try (Person bob = Person.signIn(node().port(), name("bob"));
                Person mallory = Person.signIn(node().port(), name("mallory"))) {
            String group = talk(alice, bob, mallory);
            both(alice, "messages");
            alice.message("Two at least").hover();
            still(alice, TO_LOOK_AT.resolve("tools-light.png"), ColorScheme.LIGHT);
            alice.tool("Two at least", "React");
            alice.page().locator(".picker .grid button").first().waitFor();
            both(alice, "picker");
            alice.page().keyboard().press("Escape");
            alice.tool("Two at least", "More");
            alice.menuItem("Pin").waitFor();
            both(alice, "menu");
            alice.menuItem("Save").click();
            assertThat(alice.page().locator("ct-toast .toast")).isVisible();
            assertThat(alice.page().locator("ct-toast .toast")).hasCount(0);
            alice.tool("How many loaves", "Reply");
            alice.composer().pressSequentially("I do, with @");
            alice.page().getByLabel("People to mention").waitFor();
            both(alice, "composer");
            alice.composer().fill("");
            alice.openDetails();
            alice.page().locator("ct-details .pins .row").waitFor();
            both(alice, "details");
            alice.page().goBack();
            alice.page().getByTitle("Saved messages").click();
            alice.page().locator("ct-saved .kept").waitFor();
            both(alice, "saved");
            alice.page().getByLabel("Back to the list").first().click();
            places(alice, bob, group);
            alice.page().evaluate("location.hash = '#/'");
            both(alice, "list");
            alice.openSettings();
            alice.page().locator(".device").first().waitFor();
            both(alice, "settings");
        }
    }

    private String talk(ClientPage alice, Person bob, Person mallory) {
        alice.createGroup("Soup club", bob.name(), mallory.name());
        String group = alice.page().url().replaceAll(".*/c/(\\d+).*", "$1");
        alice.say("Who brings the bread on Thursday?");
        alice.awaitMessage("Who brings");
        String messages = "/v1/conversations/" + group + "/messages";
        String plain = "How many loaves do we need? Last time there was nothing left by half past twelve.";
        bob.api().post(messages, json("text", plain, "clientId", UUID.randomUUID(), "replyTo", 1));
        String named = "Two at least, @" + alice.page().locator(".me .name").textContent() + ", and butter.";
        String id = bob.api()
                .get("/v1/accounts?query=" + name("alice"))
                .ok()
                .findValue("id")
                .asText();
        mallory.api().post(messages, json("text", named, "clientId", UUID.randomUUID(), "mentions", List.of(id)));
        alice.awaitMessage("Two at least");
        for (String kind : List.of("%F0%9F%91%8D", "%F0%9F%8D%9E")) {
            bob.api().put(messages + "/3/reactions/" + kind).ok();
        }
        alice.reactions("Two at least").first().click();
        bob.api().put(messages + "/1/pin").ok();
        return group;
    }

    private static void places(ClientPage alice, Person bob, String group) {
        alice.createRoom("Announcements");
        alice.chooseForConversation("Pin to the top");
        alice.createRoom("Old plans");
        alice.chooseForConversation("Archive");
        alice.page().locator("ct-conversation-list .archive").waitFor();
        alice.chatWith(bob.name());
        alice.composer().fill("Could you bring the big pot, too?");
        alice.openConversation("Soup club");
        alice.chooseForConversation("Mute until I change it");
        alice.openConversation("Announcements");
        say(bob, group, "I have written a list.");
        alice.page().locator("ct-conversation-list .unread").waitFor();
    }

    /** Desktop and phone, light and dark, of what is open now. */
    private static void both(ClientPage alice, String name) throws IOException {
        still(alice, TO_LOOK_AT.resolve(name + "-light.png"), ColorScheme.LIGHT);
        still(alice, TO_LOOK_AT.resolve(name + "-dark.png"), ColorScheme.DARK);
        alice.page().setViewportSize(390, 844);
        still(alice, TO_LOOK_AT.resolve(name + "-phone-light.png"), ColorScheme.LIGHT);
        still(alice, TO_LOOK_AT.resolve(name + "-phone-dark.png"), ColorScheme.DARK);
        alice.page().setViewportSize(1280, 800);
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
        client.page().mouse().move(0, 0);
        still(client, DIRECTORY.resolve(name + ".png"), scheme);
    }

    /** Without moving the pointer. */
    private static void still(ClientPage client, Path file, ColorScheme scheme) throws IOException {
        Page page = client.page();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isTrue();
        client.picture(file);
        assertThat(Files.size(file)).isBetween(5_000L, 200_000L);
    }
}
