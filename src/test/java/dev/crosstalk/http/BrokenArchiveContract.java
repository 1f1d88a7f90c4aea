package dev.crosstalk.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.testing.Api.Answer;
import dev.crosstalk.testing.ArchiveText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What cannot be stored whole is refused with its line, and nothing of the conversation is there; whichever database is below. */
abstract class BrokenArchiveContract extends ArchiveFixture {

    /** Refused for that line, with nothing left behind. */
    private void assertRefused(int line, List<String> archive, String... why) {
        assertBad(line, read(archive), why);
        assertNothingIsThere();
    }

    private static void assertBad(int line, Answer answer, String... why) {
        assertThat(answer.code()).as(answer.response().body()).isEqualTo("bad_archive");
        assertThat(answer.body().path("text").asText())
                .startsWith("line " + line + ": ")
                .satisfies(text -> List.of(why).forEach(one -> assertThat(text).contains(one)));
    }

    @Test
    void what_is_no_archive_is_refused() {
        assertRefused(1, replaced(1, "\"version\":2", "\"version\":3"), "version 3");
        assertRefused(1, replaced(1, "application", "account"));
        assertRefused(1, small().subList(1, 5), "header");
        assertRefused(11, with(11, "{\"type\":\"message\","));
        assertRefused(11, with(11, "{\"type\":\"poem\"}"));
        assertRefused(19, with(19, "x".repeat(3 << 20)), "bytes");
        assertRefused(20, replaced(19, "000000000003", "000000000004").subList(0, 19), "cut off");
        assertRefused(13, small().subList(0, 12), "cut off");
        assertRefused(3, with(3, "{\"type\":\"own\",\"what\":\"draft\",\"name\":\"7\",\"value\":\"x\"}"), "own");
        assertRefused(
                3,
                with(3, "{\"type\":\"invite\",\"conversation\":\"7\",\"id\":\"8\",\"createdAt\":1,\"uses\":0}"),
                "own");
    }

    @Test
    void an_end_that_counts_otherwise_is_refused() {
        List<String> archive = replaced(26, "25", "24");
        assertBad(26, read(archive), "24 lines");
        assertThat(ArchiveText.of("conversation", export(node().admin(), "/v1/export")))
                .as("that which was whole before")
                .hasSize(1);
    }

    @Test
    void a_text_that_is_not_utf_8_is_refused_and_not_guessed() throws IOException, InterruptedException {
        byte[] latin = text(small()).getBytes(StandardCharsets.ISO_8859_1);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node().port() + "/v1/import"))
                .header("authorization", "Bearer " + ArchiveNode.SECRET)
                .POST(HttpRequest.BodyPublishers.ofByteArray(latin))
                .build();
        assertBad(
                11,
                new Answer(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString())),
                "UTF-8");
        assertNothingIsThere();
    }

    @Test
    void messages_that_are_out_of_order_are_refused() {
        assertRefused(19, replaced(19, "\"seq\":3", "\"seq\":4"), "seq 4 does not follow 2");
        assertRefused(19, replaced(19, "1700000000160", "1700000000139"), "time goes back");
        assertRefused(19, replaced(19, "and to you", "x".repeat(100_000)));
        assertRefused(19, replaced(19, "\"replyTo\":1", "\"replyTo\":3"), "replyTo");
        assertRefused(14, replaced(14, "\"seq\":1", "\"seq\":2"), "does not follow the message 2");
        assertRefused(2, replaced(2, "\"Ann\"", "\"a b\""));
    }

    @Test
    void an_account_that_did_not_come_before_the_line_that_names_it_is_refused() {
        assertRefused(5, replaced(5, "\"createdBy\":\"101\"", "\"createdBy\":\"999\""), "no account 999");
        assertRefused(7, replaced(7, "\"102\"", "\"999\""), "no account 999");
        assertRefused(11, replaced(11, "\"sender\":\"101\"", "\"sender\":\"999\""), "no account 999");
        assertRefused(11, replaced(11, "[\"102\"]", "[\"102\",\"999\"]"), "no account 999");
        assertRefused(14, replaced(14, "\"102\"", "\"999\""), "no account 999");
        assertRefused(16, replaced(16, "\"102\"", "\"999\""), "no account 999");
        assertRefused(17, replaced(17, "\"actor\":\"101\"", "\"actor\":\"999\""), "no account 999");
        assertRefused(18, replaced(18, "\"deletedBy\":\"102\"", "\"deletedBy\":\"999\""), "no account 999");
        assertRefused(20, replaced(20, "\"subject\":\"103\"", "\"subject\":\"999\""), "no account 999");
    }

    @Test
    void an_id_that_some_databases_hold_for_another_one_is_refused() {
        assertRefused(2, replaced(2, "\"101\"", "\"101 \""), "blanks");
        assertRefused(5, replaced(5, "\"7001\"", "\"\\t7001\""), "blanks");
        assertRefused(11, replaced(11, "\"sender\":\"101\"", "\"sender\":\"10\\u0001\""), "control");
        assertRefused(2, replaced(2, "\"101\"", "\"\\ud800\""));
    }

    @Test
    void an_entry_that_nobody_could_read_is_refused() {
        assertRefused(17, replaced(17, "renamed", "exploded"), "no entry of the kind exploded");
        assertRefused(17, replaced(17, ",\"data\":\"Dinner\"", ""), "data is missing");
        assertRefused(17, replaced(17, "Dinner\"", "a\\nb\""), "control");
        assertRefused(20, replaced(20, ",\"subject\":\"103\"", ""), "subject is missing");
        entry("\"kind\":\"role\",\"actor\":\"101\",\"subject\":\"102\"", "data is not a role");
        entry("\"kind\":\"role\",\"actor\":\"101\",\"subject\":\"102\",\"data\":\"king\"", "data is not a role");
        entry("\"kind\":\"role\",\"actor\":\"101\",\"data\":\"member\"", "subject is missing");
        entry("\"kind\":\"settings\",\"actor\":\"101\",\"data\":\"{\\\"slowModeSeconds\\\":0}\"", "joinPolicy");
        entry("\"kind\":\"settings\",\"actor\":\"101\",\"data\":\"{\"", "JSON");
        entry("\"kind\":\"retention\",\"actor\":\"101\",\"data\":\"0\"", "number");
        entry("\"kind\":\"retention\",\"actor\":\"101\",\"data\":\"99999\"", "days");
        entry("\"kind\":\"pinned\",\"actor\":\"101\"", "data is missing");
        entry("\"kind\":\"unpinned\",\"actor\":\"101\",\"data\":\"one\"", "number");
    }

    private void entry(String fields, String why) {
        String line = "{\"type\":\"entry\",\"rev\":20,\"afterSeq\":3," + fields + ",\"time\":1700000000180}";
        assertRefused(21, added(20, line), why);
    }

    @Test
    void what_cannot_belong_to_a_message_is_refused() {
        assertRefused(14, replaced(14, "👍", "thumbsup"), "neither an emoji nor a :name:");
        assertRefused(13, replaced(13, "\"edit\":2", "\"edit\":1"), "does not follow");
        assertRefused(12, replaced(12, "Gruesse", " "));
        assertRefused(17, added(16, small().get(15)), "pinned already");
        assertRefused(19, added(18, small().get(15).replace("\"seq\":1", "\"seq\":2")), "was deleted");
        assertRefused(18, added(17, small().get(15)), "does not follow a message");
        List<String> kinds = new ArrayList<>(small());
        for (int i = 0; i < 50; i++) {
            kinds.add(15, small().get(13).replace("👍", ":k" + i + ":"));
        }
        assertRefused(65, kinds, "at most 50 kinds");
    }

    @Test
    void a_direct_conversation_of_more_than_two_or_of_nobody_is_refused() {
        assertRefused2(
                archive -> archive.add(23, archive.get(22).replace("\"102\"", "\"103\"")), 21, "one or two people");
        assertRefused2(archive -> archive.set(22, archive.get(22).replace("active", "left")), 23, "nobody leaves");
        assertRefused2(archive -> archive.subList(21, 23).clear(), 21, "one or two people");
    }

    /** Refused for something in the second conversation: the first one stays. */
    private void assertRefused2(Consumer<List<String>> change, int line, String why) {
        List<String> archive = new ArrayList<>(small());
        change.accept(archive);
        int last = archive.size() - 1;
        archive.set(last, "{\"type\":\"end\",\"lines\":" + last + "}");
        assertBad(line, read(archive), why);
        List<String> left = export(node().admin(), "/v1/export");
        assertThat(ArchiveText.of("conversation", left))
                .extracting(found -> found.path("kind").asText())
                .containsOnly("room");
    }

    @Test
    void a_conversation_that_comes_twice_is_refused_the_second_time() {
        assertRefused2(
                archive -> archive.addAll(20, List.copyOf(archive.subList(4, 20))),
                21,
                "the conversation 7001 comes twice");
    }

    @Test
    void a_second_conversation_of_the_same_two_people_is_refused() {
        List<String> archive = new ArrayList<>(small());
        archive.addAll(25, List.of(archive.get(20).replace("7002", "7003"), archive.get(21), archive.get(22)));
        archive.set(28, "{\"type\":\"end\",\"lines\":28}");
        assertBad(26, read(archive), "its people have another such conversation");
        assertThat(ArchiveText.of("conversation", export(node().admin(), "/v1/export")))
                .as("those that were whole before")
                .hasSize(2);
    }

    @Test
    void a_client_id_that_its_sender_has_used_before_is_refused() {
        assertRefused(
                19,
                replaced(
                        19,
                        "\"sender\":\"102\",\"clientId\":\"00000000-0000-4000-8000-000000000003\"",
                        "\"sender\":\"101\",\"clientId\":\"00000000-0000-4000-8000-000000000001\""),
                "clientId");
        assertRefused2(
                archive -> archive.set(24, archive.get(24).replace("000000000004", "000000000003")), 25, "clientId");
    }

    private static String own(String account, String what, String name, String value) {
        return "{\"type\":\"own\",\"account\":\"" + account + "\",\"what\":\"" + what + "\",\"name\":\"" + name
                + "\",\"value\":\"" + value + "\"}";
    }

    private static String contact(String account, String state, String other, String otherState) {
        return "{\"type\":\"contact\",\"account\":\"" + account + "\",\"state\":" + state + ",\"other\":\"" + other
                + "\",\"otherState\":" + otherState + "}";
    }

    @Test
    void what_people_cannot_have_for_themselves_is_refused() {
        assertRefused(9, added(8, own("101", "hidden", "7001", "4")), "there is no message 4");
        assertRefused(9, added(8, own("101", "hidden", "7001", "0")), "value");
        assertRefused(9, added(8, own("101", "hidden", "7002", "1")), "another conversation");
        assertRefused(9, added(8, own("999", "hidden", "7001", "1")), "no account 999");
        assertRefused(9, added(8, own("101", "draft", "7001", "")), "without a text");
        assertRefused(9, added(8, own("101", "setting", "theme", "dark")), "another conversation");
        assertRefused(9, added(8, own("101", "poem", "7001", "x")), "nobody has poem");
        assertRefused(13, added(12, own("101", "hidden", "7001", "1")), "before messages");
        assertRefused(5, added(4, own("101", "draft", "7001", "x")), "belongs to no conversation");
        assertRefused(6, added(4, own("101", "saved", "7001", "1")), "conversations stand before");
        assertRefused(3, replaced(3, "\"contacts\"", "\"friends\""), "presence cannot have that value");
        assertRefused(6, replaced(6, "\"readSeq\":3", "\"readSeq\":-1"), "readSeq");
    }

    @Test
    void what_people_cannot_be_to_each_other_is_refused() {
        assertRefused(5, added(4, contact("101", "\"accepted\"", "102", "null")), "do not fit together");
        assertRefused(5, added(4, contact("101", "\"accepted\"", "102", "\"blocked\"")), "do not fit together");
        assertRefused(5, added(4, contact("101", "\"incoming\"", "102", "\"blocked\"")), "do not fit together");
        assertRefused(5, added(4, contact("101", "null", "102", "\"none\"")), "nothing to each other");
        assertRefused(5, added(4, contact("101", "\"blocked\"", "101", "null")), "of oneself");
        assertRefused(5, added(4, contact("101", "\"blocked\"", "999", "null")), "no account 999");
        assertRefused(9, added(8, contact("101", "\"blocked\"", "102", "null")), "before conversations");
    }

    @Test
    void numbers_and_times_that_cannot_be_are_refused() {
        assertRefused(2, replaced(2, "\"createdAt\":1700000000000", "\"createdAt\":-1"), "createdAt");
        assertRefused(5, replaced(5, "\"firstRev\":1", "\"firstRev\":21"), "firstRev");
        assertRefused(5, replaced(5, "\"retentionDays\":30", "\"retentionDays\":0"), "days");
        assertRefused(5, replaced(5, "\"slowModeSeconds\":0", "\"slowModeSeconds\":-1"), "slowModeSeconds");
        assertRefused(5, replaced(5, "\"kind\":\"room\"", "\"kind\":\"group\""), "only rooms are open");
        assertRefused(12, replaced(12, "1700000000100", "-1"), "time");
        assertRefused(14, replaced(14, "\"rev\":6", "\"rev\":0"), "rev");
        assertRefused(20, replaced(20, "1700000000170", "99999999999999999"), "time");
    }
}
