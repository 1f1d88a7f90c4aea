package dev.crosstalk.webclient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The network and the node go away and come back; nobody presses reload. */
@Timeout(180)
class WebClientConnectionIT extends ClientTest {

    @Test
    void whoWasOfflineCatchesUpWithoutGapOrDouble() {
        ClientPage alice = person("alice");
        ClientPage bob = person("bob");
        alice.chatWith(name("bob"));
        alice.say("before");
        bob.openConversation(name("alice"));
        bob.awaitTexts("before");

        bob.offline(true);
        for (int i = 1; i <= 5; i++) {
            alice.say("missed " + i);
        }
        bob.say("written offline 1");
        bob.say("written offline 2");
        assertThat(bob.message("written offline 2")).hasAttribute("data-state", "sending");
        assertThat(bob.message("missed")).hasCount(0);
        assertThat(bob.banner()).hasAttribute("data-shown", "offline");
        alice.awaitMessage("missed 5");
        bob.offline(false);

        String[] texts = {
            "before",
            "missed 1",
            "missed 2",
            "missed 3",
            "missed 4",
            "missed 5",
            "written offline 1",
            "written offline 2"
        };
        bob.awaitTexts(texts);
        bob.awaitMessage("written offline 2");
        alice.awaitTexts(texts);
        assertThat(bob.banner()).hasAttribute("data-shown", "none");
        alice.say("after");
        bob.awaitMessage("after");
    }

    @Test
    void aShortBreakIsNobodysBusiness() {
        ClientPage alice = person("alice");
        ClientPage bob = person("bob");
        alice.chatWith(name("bob"));
        bob.offline(true);
        alice.say("meanwhile");
        alice.awaitMessage("meanwhile");
        bob.offline(false);

        bob.openConversation(name("alice"));
        bob.awaitTexts("meanwhile");
        assertThat(bob.banner()).hasAttribute("data-shown", "none");
    }

    @Test
    void aNodeThatIsKilledAndComesBackIsRejoinedWithEveryMessage() {
        ClientPage alice = person("alice");
        ClientPage bob = person("bob");
        alice.chatWith(name("bob"));
        alice.say("stored before");
        alice.awaitMessage("stored before");
        bob.openConversation(name("alice"));

        node().process().kill9();
        alice.say("written while it was dead");
        assertThat(alice.message("while it was dead")).hasAttribute("data-state", "sending");
        assertThat(bob.banner()).hasAttribute("data-shown", "reconnecting");
        node().restart();

        alice.awaitTexts("stored before", "written while it was dead");
        alice.awaitMessage("while it was dead");
        bob.awaitTexts("stored before", "written while it was dead");
    }

    @Test
    void whoHasNoWebSocketChatsAndCatchesUpOverXhr() {
        ClientPage alice = personWithoutWebSocket("alice");
        ClientPage bob = person("bob");
        alice.chatWith(name("bob"));
        alice.say("over xhr");
        bob.openConversation(name("alice"));
        bob.say("over websocket");
        alice.awaitTexts("over xhr", "over websocket");

        alice.offline(true);
        bob.say("missed");
        bob.awaitMessage("missed");
        alice.offline(false);
        bob.say("after");

        alice.awaitTexts("over xhr", "over websocket", "missed", "after");
    }

    @Test
    void whoseSessionEndsIsAskedToSignInAgain() {
        ClientPage alice = person("alice");

        // As another window of hers would do it.
        alice.page().evaluate("fetch('/v1/session', {method: 'DELETE'})");

        assertThat(alice.page().getByText("You were signed out")).isVisible();
    }
}
