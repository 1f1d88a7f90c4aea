package dev.crosstalk.webclient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.crosstalk.testing.Api.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.crosstalk.bus.Json;
import dev.crosstalk.testing.Person;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What two people do with each other's messages: react, answer, pin and save, by mouse, by keyboard and on a phone. */
@Timeout(120)
class WebClientMessagesIT extends ClientTest {
    private static final String FETCH = """
            ([path, method, body]) => fetch(path, {
              method, body: body ?? undefined, headers: {'Content-Type': 'application/json'},
            }).then((answer) => {
              if (!answer.ok) throw new Error(answer.status);
            })""";

    private ClientPage alice;
    private ClientPage bob;

    @Test
    void aReactionAppearsWithBothAndIsTakenBackByAPressOnIt() {
        aliceAndBob();

        bob.tool("Soup?", "React");
        bob.page().getByLabel("Search emoji").fill("thumbs up");
        bob.page()
                .locator(".picker .grid")
                .getByLabel(Pattern.compile("^thumbs up"))
                .click();

        assertThat(alice.reactions("Soup?")).hasText(thumbs(1));
        assertThat(alice.reactions("Soup?")).hasAttribute("aria-pressed", "false");
        assertThat(bob.reactions("Soup?")).hasAttribute("aria-pressed", "true");
        alice.reactions("Soup?").click();
        assertThat(bob.reactions("Soup?")).hasText(thumbs(2));
        alice.reactions("Soup?").hover();
        assertThat(alice.reactions("Soup?")).hasAttribute("title", Pattern.compile(".*" + name("bob") + ".*"));
        bob.reactions("Soup?").click();
        assertThat(alice.reactions("Soup?")).hasText(thumbs(1));
        alice.choose("Soup?", "Who reacted");
        assertThat(alice.page().locator(".reactors .reactor")).hasCount(1);
        assertThat(alice.page().locator(".reactors .reactor")).containsText(name("alice"));
    }

    @Test
    void keysReachAMessageReactToItAndLeadBack() {
        aliceAndBob();
        bob.message("Soup?").focus();

        bob.page().keyboard().press("+");
        assertThat(bob.page().locator(".picker")).isVisible();
        bob.page().keyboard().press("Escape");
        assertThat(bob.page().locator(".picker")).hasCount(0);
        assertThat(bob.message("Soup?")).isFocused();
        bob.page().keyboard().press("+");
        bob.page().keyboard().press("Enter");
        assertThat(alice.reactions("Soup?")).hasText(thumbs(1));
        assertThat(bob.message("Soup?")).isFocused();
        bob.page().keyboard().press("Enter");
        assertThat(bob.menuItem("Reply")).isFocused();
        bob.page().keyboard().press("ArrowDown");
        assertThat(bob.menuItem("React")).isFocused();
        bob.page().keyboard().press("Escape");
        bob.page().keyboard().press("Escape");
        assertThat(bob.composer()).isFocused();
    }

    @Test
    void anAnswerQuotesTheOriginalAsItIsNow() {
        aliceAndBob();
        bob.tool("Soup?", "Reply");
        assertThat(bob.composer()).isFocused();
        assertThat(bob.page().locator("ct-composer .answering")).containsText("Soup?");
        bob.say("With bread");

        assertThat(alice.quote("With bread")).containsText("Soup?");
        assertThat(alice.quote("With bread")).containsText(name("alice"));
        assertThat(bob.page().locator("ct-composer .answering")).hasCount(0);
        change(alice, "Soup?", "Stew?");
        assertThat(bob.quote("With bread")).containsText("Stew?");
        delete(alice, "Stew?");
        assertThat(bob.quote("With bread")).containsText("This message was deleted");
    }

    @Test
    void anAnswerThatIsCancelledIsNoAnswer() {
        aliceAndBob();
        bob.message("Soup?").focus();
        bob.page().keyboard().press("r");
        assertThat(bob.page().locator("ct-composer .answering")).isVisible();
        bob.composer().press("Escape");
        assertThat(bob.page().locator("ct-composer .answering")).hasCount(0);

        bob.say("Something else");

        alice.awaitMessage("Something else");
        assertThat(alice.quote("Something else")).hasCount(0);
    }

    @Test
    void theArrowUpChangesOnesLastMessageAndEscapeLeavesItAsItWas() {
        aliceAndBob();
        bob.composer().fill("half a thought");
        alice.composer().press("ArrowUp");
        assertThat(alice.composer()).hasValue("Soup?");
        alice.composer().press("Escape");
        assertThat(alice.composer()).hasValue("");
        alice.composer().press("ArrowUp");
        alice.composer().fill("Stew?");
        alice.composer().press("Enter");

        bob.awaitTexts("Stew?");
        assertThat(bob.message("Stew?")).containsText("edited");
        assertThat(alice.composer()).hasValue("");
        assertThat(bob.composer()).hasValue("half a thought");
    }

    @Test
    void aMessageIsDeletedAfterASecondPressForEveryoneOrForOneself() {
        aliceAndBob();
        alice.say("And bread");
        bob.awaitMessage("And bread");
        bob.choose("And bread", "Delete for me");
        bob.menuItem("Yes, delete it for me").click();
        assertThat(bob.message("And bread")).hasCount(0);
        alice.choose("And bread", "Delete for everyone");
        assertThat(alice.menuItem("Keep it")).isFocused();
        alice.page().keyboard().press("Enter");
        assertThat(alice.message("And bread")).hasCount(1);
        alice.choose("Soup?", "Delete for everyone");

        alice.menuItem("Yes, delete it for everyone").click();

        assertThat(bob.message("This message was deleted")).hasCount(1);
        bob.message("This message was deleted").hover();
        assertThat(bob.message("This message was deleted").getByTitle("Reply")).hasCount(0);
    }

    @Test
    void aQuotationLeadsToAnOriginalThatIsFarBackInTheHistory() {
        try (Person mallory = Person.signIn(node().port(), name("mallory"))) {
            String room = mallory.api()
                    .post("/v1/conversations", json("kind", "room", "title", "Far " + unique))
                    .ok()
                    .path("id")
                    .asText();
            CompletableFuture.allOf(IntStream.rangeClosed(1, 400)
                            .mapToObj(i -> mallory.say(room, "line " + i + " of many", UUID.randomUUID()))
                            .toArray(CompletableFuture[]::new))
                    .join();
            String first = mallory.api()
                    .get("/v1/conversations/" + room + "/messages/20")
                    .ok()
                    .path("message")
                    .path("text")
                    .asText();
            mallory.api()
                    .post(
                            "/v1/conversations/" + room + "/messages",
                            json("text", "an answer", "clientId", UUID.randomUUID(), "replyTo", 20))
                    .ok();
            alice = person("alice");
            alice.joinRoom("Far " + unique);

            alice.quote("an answer").click();

            Locator original = alice.page().locator(".message[data-seq='20']");
            assertThat(original).containsText(first);
            assertThat(original).isInViewport();
            assertThat(original).isFocused();
            assertThat(alice.message("an answer")).hasCount(0);
            mallory.say(room, "said meanwhile", UUID.randomUUID()).join();
            alice.toLatest().click();
            assertThat(alice.message("said meanwhile")).isInViewport();
            assertThat(alice.message("an answer")).hasCount(1);
        }
    }

    @Test
    void aPinIsInTheDetailsOfBothAndLeadsToItsMessage() {
        aliceAndBob();
        bob.openDetails();
        assertThat(bob.page().getByText("Nothing is pinned.")).isVisible();

        alice.choose("Soup?", "Pin");

        Locator pins = bob.page().locator("ct-details .pins");
        assertThat(pins).containsText("Soup?");
        pins.getByText("Soup?").click();
        assertThat(bob.message("Soup?")).isFocused();
        alice.page().getByText("pinned a message").click();
        assertThat(alice.message("Soup?")).isFocused();
        alice.choose("Soup?", "Unpin");
        assertThat(bob.page().getByText("Nothing is pinned.")).isVisible();
    }

    @Test
    void whatIsSavedIsFoundInAListThatLeadsBackToIt() {
        aliceAndBob();
        bob.choose("Soup?", "Save");
        bob.page().getByTitle("Saved messages").click();
        Locator saved = bob.page().locator("ct-saved .kept");
        assertThat(saved).hasCount(1);

        saved.locator("a").click();

        assertThat(bob.message("Soup?")).isFocused();
        bob.choose("Soup?", "Take off the saved ones");
        bob.page().getByTitle("Saved messages").click();
        assertThat(bob.page().getByText("Nothing is saved yet.")).isVisible();
    }

    @Test
    void notesToOneselfAreAConversationLikeOthers() {
        alice = person("alice");
        alice.page().getByTitle("New chat").click();
        alice.page().locator("ct-new-chat").getByText("Notes to yourself").click();
        alice.awaitOpen("Notes to yourself");

        alice.say("Buy bread");

        alice.awaitMessage("Buy bread");
        assertThat(alice.row("Notes to yourself")).containsText("Buy bread");
    }

    @Test
    void onAPhoneATapShowsTheToolsAndMenusAreSheets() {
        bob = person("bob");
        alice = phone("alice");
        alice.chatWith(name("bob"));
        alice.say("Soup?");
        alice.awaitMessage("Soup?");
        alice.tap(alice.message("Soup?").locator(".text"));

        alice.message("Soup?")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("More").setExact(true))
                .click();

        var box = alice.page().locator(".popover.menu").boundingBox();
        assertThat(box.width).isEqualTo(360);
        assertThat(box.y + box.height).isEqualTo(740);
        alice.menuItem("React").click();
        assertThat(alice.page().locator(".popover.picker")).isVisible();
        alice.page().locator(".picker .often button").first().click();
        assertThat(alice.reactions("Soup?")).hasCount(1);
        assertThat((Integer) alice.page().evaluate("document.documentElement.scrollWidth"))
                .isEqualTo(360);
    }

    private void aliceAndBob() {
        alice = person("alice");
        bob = person("bob");
        alice.chatWith(name("bob"));
        alice.say("Soup?");
        alice.awaitMessage("Soup?");
        bob.openConversation(name("alice"));
        bob.awaitMessage("Soup?");
    }

    private static Pattern thumbs(int count) {
        return Pattern.compile(Character.toString(0x1F44D) + "\\s*" + count);
    }

    private static void change(ClientPage author, String text, String to) {
        request(author, text, "PATCH", Json.write(json("text", to)));
    }

    private static void delete(ClientPage author, String text) {
        request(author, text, "DELETE", null);
    }

    /** Another program of the same person, with the cookie of this window. */
    private static void request(ClientPage author, String text, String method, String body) {
        String conversation = author.page().url().replaceAll(".*/c/(\\d+).*", "$1");
        String seq = author.message(text).first().getAttribute("data-seq");
        author.page()
                .evaluate(FETCH, Arrays.asList("/v1/conversations/" + conversation + "/messages/" + seq, method, body));
    }
}
