package dev.crosstalk.webclient;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.crosstalk.testing.Browser;
import dev.crosstalk.testing.EmbeddedNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A node and a browser for the tests of one class. After each test no window may have had an uncaught error. */
abstract class ClientTest {
    private static Browser browser;
    private static EmbeddedNode node;

    /** Makes names of one test differ from those of the others. */
    final String unique = UUID.randomUUID().toString().substring(0, 6);

    private final List<ClientPage> clients = new ArrayList<>();
    private final List<BrowserContext> contexts = new ArrayList<>();

    @BeforeAll
    static void start() {
        PlaywrightAssertions.setDefaultAssertionTimeout(15_000);
        browser = Browser.startOrSkip();
        node = EmbeddedNode.start();
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void nothingWentWrongInAnyWindow() {
        List<String> problems =
                clients.stream().flatMap(client -> client.problems().stream()).toList();
        contexts.forEach(BrowserContext::close);
        assertThat(problems).isEmpty();
    }

    static EmbeddedNode node() {
        return node;
    }

    /** The sign-in page in a new person's window. */
    ClientPage visitor() {
        return visitor(1440, 900);
    }

    ClientPage visitor(int width, int height) {
        return visitor(browser.person(width, height));
    }

    /** Somebody behind a proxy that lets no WebSocket through. */
    ClientPage personWithoutWebSocket(String name) {
        BrowserContext context = browser.person();
        context.addInitScript("delete window.WebSocket");
        return signIn(visitor(context), name);
    }

    private ClientPage visitor(BrowserContext context) {
        contexts.add(context);
        ClientPage client = ClientPage.open(context, node.port());
        clients.add(client);
        return client;
    }

    /** Somebody who has just signed in, under that name and the test's mark. */
    ClientPage person(String name) {
        return signIn(visitor(), name);
    }

    /** Somebody with a phone. */
    ClientPage phone(String name) {
        return signIn(visitor(360, 740), name);
    }

    /** The same person at another window, whose network is another one. */
    ClientPage alsoAt(ClientPage client) {
        BrowserContext context = browser.person();
        context.addCookies(client.page().context().cookies().stream()
                .map(cookie -> cookie.setUrl(null))
                .toList());
        return visitor(context);
    }

    String name(String name) {
        return name + "-" + unique;
    }

    private ClientPage signIn(ClientPage client, String name) {
        client.signIn(name(name));
        client.awaitSignedIn(name(name));
        return client;
    }
}
