package dev.crosstalk.webclient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.crosstalk.testing.Api.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import dev.crosstalk.testing.Person;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reading and writing: scrolling, long texts, texts that would like to be markup, small windows. */
@Timeout(120)
class WebClientReadingIT extends ClientTest {
    private static final int MESSAGES = 700;
    private static final int MOST_IN_PAGE = 400;

    @Test
    void whoReadsOlderMessagesIsNeverMoved() {
        try (Person bob = Person.signIn(node().port(), name("bob"))) {
            String room = room(bob, "Archive " + unique);
            post(bob, room, MESSAGES);
            ClientPage alice = person("alice");
            alice.joinRoom("Archive " + unique);
            alice.awaitMessage("line " + MESSAGES + " ");

            alice.page().locator("ct-timeline .scroller").hover();
            await().until(() -> {
                alice.page().mouse().wheel(0, -2_000);
                return alice.message("line 300 ").count() == 1;
            });
            assertThat(alice.messages().count()).isLessThanOrEqualTo(MOST_IN_PAGE);
            alice.message("line 300 ").scrollIntoViewIfNeeded();
            double before = top(alice.message("line 300 "));
            bob.say(room, "said meanwhile", UUID.randomUUID()).join();

            assertThat(alice.toLatest()).hasAttribute("aria-label", "1 new message");
            assertThat(top(alice.message("line 300 "))).isCloseTo(before, within(1.0));
            alice.toLatest().click();
            assertThat(alice.message("said meanwhile")).isInViewport();
            assertThat(alice.toLatest()).hasCount(0);
        }
    }

    @Test
    void theWholeHistoryIsReachedByScrollingToItsBeginning() {
        try (Person bob = Person.signIn(node().port(), name("bob"))) {
            String room = room(bob, "History " + unique);
            post(bob, room, 250);
            ClientPage alice = person("alice");
            alice.joinRoom("History " + unique);

            alice.page().locator("ct-timeline .scroller").hover();
            await().until(() -> {
                alice.page().mouse().wheel(0, -3_000);
                return alice.page().getByText("This is the beginning.").count() == 1;
            });

            List<String> expected = IntStream.rangeClosed(1, 250)
                    .mapToObj(i -> "line " + i + " of many")
                    .toList();
            assertThat(alice.texts()).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void aTextOverTheLimitIsRefusedBeforeItIsSentAndIsNotLost() {
        ClientPage alice = withBob();
        alice.composer().fill("😀".repeat(99_990));
        assertThat(alice.composerNote()).hasText("9 characters left");

        alice.composer().fill("😀".repeat(100_001));
        alice.composer().press("Enter");

        assertThat(alice.composerNote()).containsText("shorten it by 2");
        assertThat(alice.composer()).hasValue("😀".repeat(100_001));
        assertThat(alice.messages()).hasCount(0);
    }

    @Test
    void theLongestTextIsStoredAndShownByItsBeginning() {
        ClientPage alice = withBob();

        alice.say("x".repeat(99_999));

        alice.awaitMessage("Show all 99,999 characters");
        assertThat(alice.texts().get(0).length()).isLessThan(1_000);
        alice.page().getByText("Show all 99,999 characters").click();
        await().until(() -> alice.texts().get(0).length() == 99_999);
    }

    @Test
    void enterSendsUnlessItChoosesAWordOrHoldsShift() {
        ClientPage alice = withBob();
        alice.composer().fill("first line");
        alice.composer().dispatchEvent("keydown", java.util.Map.of("key", "Enter", "isComposing", true));
        alice.composer().dispatchEvent("keydown", java.util.Map.of("key", "Enter", "keyCode", 229));
        assertThat(alice.composer()).hasValue("first line");

        alice.composer().press("Shift+Enter");
        alice.composer().pressSequentially("second line");
        alice.composer().press("Enter");

        alice.awaitMessage("second line");
        assertThat(alice.texts()).containsExactly("first line\nsecond line");
        assertThat(alice.composer()).hasValue("");
        assertThat(alice.composer()).isFocused();
    }

    @Test
    void whatPeopleWriteIsNeverMarkup() {
        ClientPage alice = withBob();
        String text = "<img src=x onerror=alert(1)> <b>b</b> javascript:alert(1) https://example.org/a?b=1&c=2.";

        alice.say(text);

        alice.awaitMessage("onerror");
        assertThat(alice.texts()).containsExactly(text);
        assertThat(alice.messages().locator("img, b, script")).hasCount(0);
        Locator links = alice.messages().locator("a");
        assertThat(links).hasCount(1);
        assertThat(links).hasAttribute("href", "https://example.org/a?b=1&c=2");
        assertThat(links).hasAttribute("rel", "noopener noreferrer");
    }

    @Test
    void aPhoneShowsOnePaneAndTheBrowsersBackLeadsToTheList() {
        Person.signIn(node().port(), name("bob")).close();
        ClientPage alice = phone("alice");
        alice.chatWith(name("bob"));
        assertThat(alice.row(name("bob"))).isHidden();
        alice.say("from the phone");
        alice.awaitMessage("from the phone");

        alice.openDetails();
        assertThat(alice.composer()).isHidden();
        alice.page().goBack();
        assertThat(alice.composer()).isVisible();
        alice.page().getByLabel("Back to the list").click();
        assertThat(alice.row(name("bob"))).isVisible();
        assertThat(alice.composer()).hasCount(0);
        alice.page().goBack();
        assertThat(alice.composer()).isVisible();
        assertThat((Integer) alice.page().evaluate("document.documentElement.scrollWidth"))
                .isEqualTo(360);
    }

    /** Alice, in a conversation with bob. */
    private ClientPage withBob() {
        Person.signIn(node().port(), name("bob")).close();
        ClientPage alice = person("alice");
        alice.chatWith(name("bob"));
        return alice;
    }

    private static String room(Person owner, String title) {
        return owner.api()
                .post("/v1/conversations", json("kind", "room", "title", title))
                .ok()
                .path("id")
                .asText();
    }

    private static void post(Person person, String room, int messages) {
        for (int from = 1; from <= messages; from += 100) {
            CompletableFuture<?>[] posted = IntStream.range(from, Math.min(from + 100, messages + 1))
                    .mapToObj(i -> person.say(room, "line " + i + " of many", UUID.randomUUID()))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(posted).join();
        }
    }

    private static double top(Locator locator) {
        return locator.boundingBox().y;
    }
}
