package dev.crosstalk.webclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.testing.Browser;
import dev.crosstalk.testing.ClusteredNodes;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two people with browsers on two nodes of one cluster. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class TwoNodesBrowserIT {
    private static ClusteredNodes nodes;
    private static Browser browser;

    private final String unique = UUID.randomUUID().toString().substring(0, 6);

    @BeforeAll
    static void start() {
        browser = Browser.startOrSkip();
        nodes = ClusteredNodes.start(2);
    }

    @AfterAll
    static void stop() {
        if (nodes != null) {
            nodes.close();
            browser.close();
        }
    }

    @Test
    void theyChatBothWaysAndWhoLosesTheConnectionCatchesUpWithoutGapOrDouble() {
        ClientPage alice = ClientPage.signedIn(browser.person(), origin(0), "alice-" + unique);
        ClientPage bob = ClientPage.signedIn(browser.person(), origin(1), "bob-" + unique);
        alice.chatWith("bob-" + unique);
        alice.say("hello bob");
        bob.openConversation("alice-" + unique);
        bob.awaitMessage("hello bob");
        bob.say("hello alice");
        alice.awaitMessage("hello alice");

        bob.offline(true);
        alice.say("are you there?");
        alice.say("bob?");
        // Otherwise who is back early may be the first of the two.
        alice.awaitMessage("bob?");
        bob.say("written in a tunnel");
        bob.offline(false);

        bob.awaitMessage("bob?");
        alice.awaitMessage("written in a tunnel");
        String[] all = {"hello bob", "hello alice", "are you there?", "bob?", "written in a tunnel"};
        alice.awaitTexts(all);
        bob.awaitTexts(all);
        assertThat(alice.problems()).isEmpty();
    }

    private static String origin(int node) {
        return "http://127.0.0.1:" + nodes.port(node);
    }
}
