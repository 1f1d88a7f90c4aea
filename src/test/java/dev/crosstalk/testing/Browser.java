package dev.crosstalk.testing;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A headless Chromium under Playwright. Each {@link #person()} has cookies and storage of their own. Use it from one
 * thread only, as Playwright demands.
 */
public final class Browser implements AutoCloseable {
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;

    private Browser(Playwright playwright, com.microsoft.playwright.Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts it; skips the running test, with the reason, where Node.js is missing. */
    public static Browser startOrSkip() {
        NodeJs node = NodeJs.orSkip();
        Optional<Chromium> chromium = Chromium.find(node);
        Playwright playwright = playwright(node, chromium.isEmpty());
        var options = new BrowserType.LaunchOptions().setHeadless(true).setArgs(FLAGS);
        chromium.ifPresent(
                found -> options.setExecutablePath(found.executable()).setEnv(found.environment()));
        return new Browser(playwright, playwright.chromium().launch(options));
    }

    /** A new person at a desktop window, 1440 by 900. */
    public BrowserContext person() {
        return person(1440, 900);
    }

    /** A new person at a window of this size, in CSS pixels. */
    public BrowserContext person(int width, int height) {
        BrowserContext context = browser.newContext(
                new com.microsoft.playwright.Browser.NewContextOptions().setViewportSize(width, height));
        context.setDefaultTimeout(15_000);
        return context;
    }

    /** A page of a new person at a desktop window. */
    public Page page() {
        return person().newPage();
    }

    public String version() {
        return browser.version();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    /** Playwright's Java library drives a program for Node.js; it is taken from npm instead of a 200 MB bundle. */
    private static Playwright playwright(NodeJs node, boolean download) {
        Path set = node.install("playwright");
        link(set.resolve("package"), Path.of("node_modules", "playwright-core"));
        System.setProperty("playwright.cli.dir", set.toString());
        Map<String, String> environment = new HashMap<>();
        environment.put("PLAYWRIGHT_NODEJS_PATH", node.executable().toString());
        if (!download) {
            environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        } else {
            ChildProcess.run(
                    List.of(node.executable().toString(), "package/cli.js", "install", "chromium-headless-shell"),
                    set,
                    Map.of());
        }
        return Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    }

    private static void link(Path link, Path target) {
        try {
            if (!Files.exists(link)) {
                Files.createSymbolicLink(link, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
