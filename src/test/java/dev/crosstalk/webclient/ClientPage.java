package dev.crosstalk.webclient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The web client as one person sees and uses it. Finds things by what people see: names, labels, texts. What it expects
 * to see it waits for.
 */
public final class ClientPage {
    private final Page page;
    private final List<String> problems = new ArrayList<>();

    private ClientPage(Page page) {
        this.page = page;
        page.onPageError(problems::add);
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                problems.add(message.text());
            }
        });
    }

    /** Opens the client of a node in a new window of that person. */
    public static ClientPage open(BrowserContext person, String origin) {
        ClientPage client = new ClientPage(person.newPage());
        client.page.navigate(origin + "/");
        return client;
    }

    /** Opens the client of a node on this machine. */
    public static ClientPage open(BrowserContext person, int port) {
        return open(person, "http://127.0.0.1:" + port);
    }

    /** Opens it and signs in. */
    public static ClientPage signedIn(BrowserContext person, String origin, String name) {
        ClientPage client = open(person, origin);
        client.signIn(name);
        client.awaitSignedIn(name);
        return client;
    }

    public Page page() {
        return page;
    }

    /** Uncaught errors and violations of the content-security policy so far; there should be none. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    public void signIn(String name) {
        nameField().fill(name);
        button("Start chatting").click();
    }

    public void awaitSignedIn(String name) {
        assertThat(page.locator("ct-conversation-list .me")).containsText(name);
    }

    /** What the sign-in says is wrong. */
    public Locator signInProblem() {
        return page.getByRole(AriaRole.ALERT);
    }

    public Locator nameField() {
        return page.getByLabel("Your name");
    }

    /** Finds somebody among the people and opens the conversation of the two. */
    public void chatWith(String name) {
        page.getByTitle("New chat").click();
        page.getByLabel("Search people by name").fill(name);
        people().filter(new Locator.FilterOptions().setHasText(name)).first().click();
        awaitOpen(name);
    }

    /** The people in the list of the new-chat panel. */
    public Locator people() {
        return page.locator("ct-new-chat .person");
    }

    /** Opens the list of people. */
    public void lookForPeople() {
        page.getByTitle("New chat").click();
        assertThat(page.getByLabel("Search people by name")).isVisible();
    }

    public void createGroup(String title, String... names) {
        page.getByTitle("New chat").click();
        page.locator("ct-new-chat a")
                .filter(new Locator.FilterOptions().setHasText("New group"))
                .click();
        page.getByLabel("Title (optional)").fill(title);
        for (String name : names) {
            page.getByLabel("Search people by name").fill(name);
            Locator found = page.getByRole(
                    AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName(name).setExact(true));
            found.click();
            assertThat(found).isChecked();
        }
        button(Pattern.compile("Create with .*")).click();
        awaitOpen(title);
    }

    public void createRoom(String title) {
        page.getByTitle("Rooms").click();
        page.getByLabel("Title of the room").fill(title);
        button("Create").click();
        awaitOpen(title);
    }

    public void joinRoom(String title) {
        page.getByTitle("Rooms").click();
        page.getByLabel("Search rooms").fill(title);
        page.locator("ct-rooms .room")
                .filter(new Locator.FilterOptions().setHasText(title))
                .click();
        awaitOpen(title);
    }

    /** Opens a conversation from the list. */
    public void openConversation(String title) {
        row(title).click();
        awaitOpen(title);
    }

    /** The line of a conversation in the list. */
    public Locator row(String title) {
        return page.locator("ct-conversation-list .row").filter(new Locator.FilterOptions().setHasText(title));
    }

    public void awaitOpen(String title) {
        assertThat(page.locator("ct-conversation .bar .title")).containsText(title);
        assertThat(page.locator("ct-timeline .scroller")).hasAttribute("aria-busy", "false");
    }

    public void say(String text) {
        composer().fill(text);
        composer().press("Enter");
    }

    public Locator composer() {
        return page.getByPlaceholder("Write a message");
    }

    /** All messages of the open conversation, oldest first. */
    public Locator messages() {
        return page.locator("ct-timeline .message");
    }

    /** The messages whose text contains this. */
    public Locator message(String text) {
        return messages().filter(new Locator.FilterOptions().setHasText(text));
    }

    /** Waits until it is here exactly once, and the server has stored it. */
    public void awaitMessage(String text) {
        assertThat(message(text)).hasCount(1);
        assertThat(message(text)).hasAttribute("data-state", "stored");
    }

    /** Waits until the open conversation's texts are exactly these. */
    public void awaitTexts(String... texts) {
        assertThat(page.locator("ct-timeline .message .text")).hasText(texts);
    }

    /** The texts that are in the page, as they were written. */
    public List<String> texts() {
        return page.locator("ct-timeline .message .text").allTextContents();
    }

    /** What is not a message: joined, left, renamed. */
    public Locator entries() {
        return page.locator("ct-timeline .system");
    }

    /** The button that leads to the newest message; there is none while one sees it. */
    public Locator toLatest() {
        return page.locator("ct-timeline .latest");
    }

    /** What the composer says about the length. */
    public Locator composerNote() {
        return page.locator("#composer-note");
    }

    /** The line below the open conversation's title: presence, or how many members. */
    public Locator subtitle() {
        return page.locator("ct-conversation .bar .subtitle");
    }

    public Locator banner() {
        return page.locator("ct-banner .banner");
    }

    public void openDetails() {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Details").setExact(true))
                .click();
        assertThat(page.locator("ct-details")).isVisible();
    }

    public Locator members() {
        return page.locator("ct-details .member .name");
    }

    public void rename(String title) {
        page.locator("ct-details").getByLabel("Title").fill(title);
        page.locator("ct-details").getByText("Save").click();
        awaitOpen(title);
    }

    public void remove(String name) {
        button("Remove " + name).click();
        button("Yes, remove").click();
    }

    public void changeName(String name) {
        openSettings();
        nameField().fill(name);
        button("Save").click();
        assertThat(page.locator("ct-profile").getByText("Saved.")).isVisible();
    }

    public void openSettings() {
        page.locator("ct-conversation-list .me").click();
        assertThat(nameField()).isVisible();
    }

    /** Points at a message and presses one of its tools. */
    public void tool(String text, String label) {
        message(text).hover();
        message(text)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(label).setExact(true))
                .click();
    }

    /** Touches something with a finger, shortly. */
    public void tap(Locator target) {
        var box = target.boundingBox();
        CDPSession devTools = page.context().newCDPSession(page);
        devTools.send("Emulation.setTouchEmulationEnabled", object("{\"enabled\":true}"));
        String point = "[{\"x\":%s,\"y\":%s}]".formatted(box.x + box.width / 2, box.y + box.height / 2);
        devTools.send("Input.dispatchTouchEvent", object("{\"type\":\"touchStart\",\"touchPoints\":" + point + "}"));
        devTools.send("Input.dispatchTouchEvent", object("{\"type\":\"touchEnd\",\"touchPoints\":[]}"));
        devTools.detach();
    }

    private static JsonObject object(String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }

    /** Chooses an entry of the menu of a message. */
    public void choose(String text, String entry) {
        tool(text, "More");
        menuItem(entry).click();
    }

    /** Chooses an entry of the menu of the open conversation. */
    public void chooseForConversation(String entry) {
        button("More about this chat").click();
        menuItem(entry).click();
    }

    /** An entry of the menu that is open. */
    public Locator menuItem(String entry) {
        return page.getByRole(
                AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(entry).setExact(true));
    }

    /** The reactions below a message, as buttons. */
    public Locator reactions(String text) {
        return message(text).locator(".reactions button");
    }

    /** What a message quotes. */
    public Locator quote(String text) {
        return message(text).locator(".quote");
    }

    public void leave() {
        button("Leave").click();
        button("Yes, leave").click();
    }

    /** Cuts this person's network, or mends it. */
    public void offline(boolean cut) {
        page.context().setOffline(cut);
    }

    /** Saves a picture of the window. */
    public void picture(Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator button(Pattern name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }
}
