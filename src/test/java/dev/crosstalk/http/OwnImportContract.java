package dev.crosstalk.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Position;
import dev.crosstalk.bus.SyncCommand.ListUserChanges;
import dev.crosstalk.bus.SyncCommand.UserChanges;
import dev.crosstalk.bus.UserEvent;
import dev.crosstalk.testing.Api;
import dev.crosstalk.testing.Api.Answer;
import dev.crosstalk.testing.ArchiveText;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one has for oneself comes back out of the archive of one's own data, and nothing else does; whichever database is below. */
abstract class OwnImportContract extends ArchiveFixture {
    private static final String IMPORT = "/v1/account/import";

    private Api alice;
    private Api bob;
    private Api mallory;
    private String room;

    @BeforeEach
    void people() {
        alice = node().guest("alice");
        bob = node().guest("bob");
        mallory = node().guest("mallory");
        room = open(alice, "room", "Kitchen");
        bob.put(at(room, "/members/me")).ok();
        for (int i = 1; i <= 6; i++) {
            post(bob, room, "bobs words " + i);
        }
        post(alice, room, "my own");
    }

    private void furnish() {
        alice.put("/v1/contacts/" + id(bob)).ok();
        alice.put("/v1/blocks/" + id(mallory)).ok();
        set(Api.json("locale", "de", "receipts", false));
        draft("from my phone");
        draft("from my desk");
        for (int seq : new int[] {5, 1, 3}) {
            alice.put(at(room, "/messages/" + seq + "/saved")).ok();
        }
        alice.delete(at(room, "/messages/2?for=me")).ok();
        alice.send("PUT", at(room, "/unread"), "{\"seq\":4}").ok();
        arrange(Position.FOREVER, 3, true);
    }

    private void clear() {
        alice.delete("/v1/contacts/" + id(bob)).ok();
        alice.delete("/v1/blocks/" + id(mallory)).ok();
        set(Api.json("locale", "fr", "receipts", true));
        JsonNode draft = draft("");
        alice.send("PUT", at(room, "/draft"), "{\"text\":\"\",\"settled\":true,\"base\":" + draft.path("userRev") + "}")
                .ok();
        for (int seq : new int[] {5, 1, 3}) {
            alice.delete(at(room, "/messages/" + seq + "/saved")).ok();
        }
        read(7);
        arrange(0, 0, false);
    }

    private void set(JsonNode settings) {
        alice.patch("/v1/account/settings", Api.json("settings", settings)).ok();
    }

    private JsonNode draft(String text) {
        return alice.send("PUT", at(room, "/draft"), Api.json("text", text).toString())
                .ok();
    }

    private void arrange(long mutedUntil, long pinned, boolean archived) {
        alice.patch(at(room, "/position"), Api.json("mutedUntil", mutedUntil, "pinned", pinned, "archived", archived))
                .ok();
    }

    private void read(int seq) {
        alice.send(
                        "PUT",
                        at(room, "/cursor"),
                        Api.json("read", seq, "base", userRev()).toString())
                .ok();
    }

    private long userRev() {
        return alice.get("/v1/account/settings").ok().path("userRev").asLong();
    }

    private List<String> exported() {
        return export(alice, "/v1/account/export");
    }

    private static Answer put(Api person, List<String> archive) {
        return person.send("POST", IMPORT, text(archive));
    }

    /** What an archive says of what one has for oneself, but for since when it is so. */
    private static List<JsonNode> own(List<String> archive) {
        List<JsonNode> all = new ArrayList<>(ArchiveText.of("place", archive));
        ArchiveText.of("own", archive).forEach(line -> all.add(((ObjectNode) line).without(List.of("time"))));
        ArchiveText.of("member", archive).forEach(line -> all.add(line.path("readSeq")));
        return all.stream()
                .filter(line -> !line.path("value").asText().equals("none"))
                .toList();
    }

    private List<String> saved() {
        List<String> seqs = new ArrayList<>();
        alice.get("/v1/saved")
                .ok()
                .path("saved")
                .forEach(one -> seqs.add(one.path("seq").asText()));
        return seqs;
    }

    @Test
    void what_was_cleared_is_put_back_as_it_was() {
        furnish();
        List<String> before = exported();
        List<String> order = saved();
        clear();
        assertThat(own(exported()))
                .as("the premise")
                .doesNotContainAnyElementsOf(own(before).stream()
                        .filter(line -> !line.path("what").asText().equals("hidden"))
                        .toList());

        JsonNode report = put(alice, before).ok();
        assertThat(own(exported())).containsExactlyInAnyOrderElementsOf(own(before));
        assertThat(saved()).as("the last saved one first").isEqualTo(order).hasSize(3);
        assertThat(report.path("restored"))
                .isEqualTo(Api.json(
                        "contact", 2, "draft", 1, "hidden", 1, "other_draft", 1, "place", 1, "saved", 3, "setting", 2));
        assertThat(report.path("leftOut")).isEqualTo(Api.json("entry", 1, "message", 1, "session", 1));
    }

    @Test
    void putting_it_back_again_changes_nothing() {
        furnish();
        List<String> before = exported();
        long rev = userRev();
        put(alice, before).ok();
        assertThat(userRev()).as("nothing to be told").isEqualTo(rev);
        clear();
        put(alice, before).ok();
        List<String> restored = exported();
        rev = userRev();
        put(alice, before).ok();
        assertThat(userRev()).isEqualTo(rev);
        assertThat(ArchiveText.of("own", exported())).isEqualTo(ArchiveText.of("own", restored));
    }

    @Test
    void a_message_that_was_deleted_for_oneself_is_hidden_again() {
        List<String> archive = with(exported(), "hidden", "3");
        put(alice, archive).ok();
        assertThat(texts(alice)).hasSize(6).doesNotContain("bobs words 3");
        assertThat(texts(bob)).contains("bobs words 3");
    }

    private List<String> texts(Api reader) {
        List<String> texts = new ArrayList<>();
        reader.get(at(room, "/messages"))
                .ok()
                .path("messages")
                .forEach(one -> texts.add(one.path("text").asText()));
        return texts;
    }

    /** The archive with one more line behind the last one of its only conversation. */
    private List<String> with(List<String> archive, String what, String value) {
        List<String> more = new ArrayList<>(archive);
        int last = archive.size() - 1;
        more.add(
                last,
                Api.json("type", "own", "what", what, "name", room, "value", value)
                        .toString());
        more.set(last + 1, Api.json("type", "end", "lines", last + 1).toString());
        return more;
    }

    @Test
    void devices_that_are_signed_in_hear_of_it_by_the_persons_line() {
        furnish();
        List<String> before = exported();
        clear();
        long rev = userRev();
        put(alice, before).ok();
        UserChanges changes = ArchiveNode.await(
                node().bus().request(null, new ListUserChanges(AccountId.parse(id(alice)), rev, null, 100)));
        assertThat(changes.changes())
                .hasAtLeastOneElementOfType(UserEvent.Membership.class)
                .hasAtLeastOneElementOfType(UserEvent.Draft.class)
                .hasAtLeastOneElementOfType(UserEvent.Saved.class)
                .hasAtLeastOneElementOfType(UserEvent.SettingChanged.class)
                .hasAtLeastOneElementOfType(UserEvent.ContactChanged.class);
    }

    @Test
    void a_contact_that_has_ended_is_asked_again_and_one_that_still_stands_is_left_alone() {
        alice.put("/v1/contacts/" + id(bob)).ok();
        bob.put("/v1/contacts/" + id(alice)).ok();
        List<String> before = exported();
        assertThat(put(alice, before).ok().path("restored").path("contact").asInt())
                .isEqualTo(1);
        bob.delete("/v1/contacts/" + id(alice)).ok();

        assertThat(put(alice, before).ok().path("restored").path("request").asInt())
                .isEqualTo(1);
        assertThat(state(alice, bob)).isEqualTo("requested");
        assertThat(state(bob, alice)).isEqualTo("incoming");
    }

    private static String state(Api person, Api other) {
        for (JsonNode contact : person.get("/v1/contacts").ok().path("contacts")) {
            if (contact.path("account").path("id").asText().equals(id(other))) {
                return contact.path("state").asText();
            }
        }
        return "none";
    }

    @Test
    void a_block_that_was_made_since_is_not_lifted() {
        alice.put("/v1/contacts/" + id(bob)).ok();
        List<String> before = exported();
        alice.put("/v1/blocks/" + id(bob)).ok();
        assertThat(put(alice, before).ok().path("leftOut").path("contact").asInt())
                .isEqualTo(1);
        assertThat(alice.get("/v1/contacts?state=blocked").ok().path("contacts"))
                .hasSize(1);
    }

    @Test
    void what_was_written_since_is_kept_beside_the_draft_that_comes_back() {
        draft("from before");
        List<String> before = exported();
        draft("");
        draft("written since");
        put(alice, before).ok();
        put(alice, before).ok();
        List<JsonNode> drafts = ArchiveText.of("own", exported());
        assertThat(drafts)
                .extracting(line ->
                        line.path("what").asText() + ": " + line.path("value").asText())
                .contains("draft: from before")
                .anyMatch(line -> line.startsWith("other_draft: ") && line.contains("written since"));
    }

    @Test
    void in_a_conversation_that_one_is_in_no_more_nothing_is_put_back() {
        furnish();
        List<String> before = exported();
        bob.get("/v1/session").ok();
        String group = open(bob, "group", "Garden", alice);
        post(bob, group, "come in");
        alice.put(at(group, "/messages/1/saved")).ok();
        List<String> both = exported();
        bob.delete(at(group, "/members/" + id(alice))).ok();
        JsonNode leftOut = put(alice, both).ok().path("leftOut");
        assertThat(leftOut.path("place").asInt()).isEqualTo(1);
        assertThat(leftOut.path("saved").asInt()).isEqualTo(1);
        assertThat(put(alice, before).ok().path("leftOut").has("place")).isFalse();
    }

    @Test
    void nothing_is_said_done_or_signed_in_again() {
        post(alice, room, "oops");
        alice.put(at(room, "/messages/1/reactions/:x:")).ok();
        List<String> before = exported();
        alice.delete(at(room, "/messages/8")).ok();
        alice.delete(at(room, "/messages/1/reactions/:x:")).ok();
        List<String> after = exported();
        JsonNode report = put(alice, before).ok();
        assertThat(report.path("leftOut")).isEqualTo(Api.json("entry", 1, "message", 2, "reaction", 1, "session", 1));
        assertThat(exported().subList(1, after.size())).isEqualTo(after.subList(1, after.size()));
    }

    @Test
    void the_archive_of_somebody_else_and_of_something_else_is_refused() {
        furnish();
        List<String> hers = exported();
        assertRefused(2, bob, hers, "of another account");
        assertRefused(1, alice, small(), "no archive of one's own data");
        assertRefused(1, alice, export(alice, at(room, "/export")), "no archive of one's own data");
        assertThat(put(Api.at(node().port()), hers).code()).isEqualTo("not_signed_in");
        assertThat(put(node().admin(), hers).code()).isEqualTo("not_signed_in");
    }

    private static void assertRefused(int line, Api person, List<String> archive, String why) {
        Answer answer = put(person, archive);
        assertThat(answer.code()).as(answer.response().body()).isEqualTo("bad_archive");
        assertThat(answer.body().path("text").asText())
                .startsWith("line " + line + ": ")
                .contains(why);
    }

    @Test
    void an_archive_with_a_broken_line_changes_nothing() throws IOException, InterruptedException {
        furnish();
        List<String> before = exported();
        clear();
        List<String> cleared = exported();
        int last = before.size();
        assertRefused(last, alice, before.subList(0, last - 1), "cut off");
        assertRefused(last, alice, changed(before, last, "{\"type\":\"end\",\"lines\":1}"), "1 lines before it");
        List<String> longer = new ArrayList<>(before);
        longer.add(before.get(1));
        assertRefused(last + 1, alice, longer, "follows the end");
        assertRefused(last, alice, changed(before, last, "{\"type\":"), "");
        assertRefused(last, alice, changed(before, last, "x".repeat(3 << 20)), "bytes");
        for (String[] broken : new String[][] {
            {"saved", "0", "seq"},
            {"hidden", "one", "seq"},
            {"poem", "x", "nobody has"},
            {"draft", "", "without a text"}
        }) {
            assertRefused(last, alice, with(before, broken[0], broken[1]), broken[2]);
        }
        assertRefused(last, alice, with(before, "setting", "dark"), "");
        assertRefused(3, alice, changed(before, 3, setting("receipts", "perhaps")), "receipts cannot have that value");
        assertRefused(3, alice, changed(before, 3, setting("loudness", "11")), "no such setting");
        assertRefused(3, alice, changed(before, 3, before.get(1)), "a second account");
        assertRefused(
                1, alice, changed(before, 1, before.get(0).replace("\"version\":2", "\"version\":3")), "version 3");
        assertNotUtf8(before);
        assertThat(exported().subList(1, cleared.size())).isEqualTo(cleared.subList(1, cleared.size()));
    }

    @Test
    void one_person_has_one_of_them_on_its_way() throws IOException {
        List<String> before = exported();
        String head = "POST " + IMPORT + " HTTP/1.1\r\nHost: 127.0.0.1:" + node().port() + "\r\nAuthorization: Bearer "
                + alice.token() + "\r\nContent-Length: 100000\r\n\r\n" + before.get(0) + "\n";
        try (Socket socket = new Socket("127.0.0.1", node().port())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            await().until(() -> put(alice, before).code().equals("overloaded"));
            assertThat(put(bob, export(bob, "/v1/account/export")).status()).isEqualTo(200);
        }
        await().until(() -> put(alice, before).status() == 200);
    }

    private static String setting(String name, String value) {
        return Api.json("type", "own", "what", "setting", "name", name, "value", value)
                .toString();
    }

    private static List<String> changed(List<String> archive, int line, String text) {
        List<String> changed = new ArrayList<>(archive);
        changed.set(line - 1, text);
        return changed;
    }

    private void assertNotUtf8(List<String> archive) throws IOException, InterruptedException {
        List<String> umlaut = changed(archive, 3, setting("locale", "ä"));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node().port() + IMPORT))
                .header("authorization", "Bearer " + alice.token())
                .POST(HttpRequest.BodyPublishers.ofByteArray(text(umlaut).getBytes(StandardCharsets.ISO_8859_1)))
                .build();
        Answer answer = new Answer(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()));
        assertThat(answer.code()).isEqualTo("bad_archive");
        assertThat(answer.body().path("text").asText()).isEqualTo("line 3: it is not UTF-8");
    }
}
