package dev.crosstalk;

import static dev.crosstalk.testing.Api.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.bus.Json;
import dev.crosstalk.testing.MariaDb;
import dev.crosstalk.testing.NodeConfigs;
import dev.crosstalk.testing.NodeConfigs.NodeConfig;
import dev.crosstalk.testing.Person;
import dev.crosstalk.testing.ServerProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people have read is known after their node was killed. */
@Timeout(180)
class ReceiptsThroughKillIT {
    @TempDir
    Path directory;

    @Test
    void marksOutliveTheKillOfANodeOnSqlite() {
        assertMarksOutliveAKill(NodeConfigs.embedded(directory));
    }

    @Test
    void marksOutliveTheKillOfANodeOnMariaDb() {
        assertMarksOutliveAKill(NodeConfigs.on(directory, MariaDb.shared().freshDatabase()));
    }

    private void assertMarksOutliveAKill(NodeConfig node) {
        String direct;
        Person alice;
        Person bob;
        try (ServerProcess doomed = start(node)) {
            alice = Person.signIn(node.port(), "alice");
            bob = Person.signIn(node.port(), "bob");
            direct = alice.api()
                    .post("/v1/conversations", json("kind", "direct", "members", List.of(bob.id())))
                    .ok()
                    .path("id")
                    .asText();
            for (int i = 0; i < 4; i++) {
                alice.say(direct, "message " + i, UUID.randomUUID()).join();
            }
            assertThat(read(bob, direct, 2).path("read").asInt()).isEqualTo(2);
            doomed.kill9();
        }
        try (ServerProcess doomed = start(node)) {
            assertHasRead(alice, bob, direct, 2, 1);
            bob.alsoAt(node.port()).send("cmd.conversation.mark", json("conversation", direct, "read", 3));
            doomed.kill9();
        }
        try (ServerProcess last = start(node)) {
            assertThat(last.process().isAlive()).isTrue();
            read(bob, direct, 3);
            assertHasRead(alice, bob, direct, 3, 2);
            read(bob, direct, 3);
            assertHasRead(alice, bob, direct, 3, 2);
        }
    }

    private ServerProcess start(NodeConfig node) {
        return ServerProcess.node(directory, node.file(), node.port());
    }

    private static JsonNode read(Person person, String conversation, int seq) {
        return person.api()
                .send("PUT", "/v1/conversations/" + conversation + "/cursor", Json.write(json("read", seq)))
                .ok();
    }

    /** @param times how often others were told of it: whether a repeated mark was lost or only its answer, it is once */
    private static void assertHasRead(Person asker, Person reader, String conversation, int seq, int times) {
        String place = "/v1/conversations/" + conversation;
        JsonNode receipts = asker.api().get(place + "/receipts").ok();
        assertThat(receipts.path("receiptRev").asInt()).isEqualTo(times);
        assertThat(receipts.path("receipts")).anySatisfy(receipt -> {
            assertThat(receipt.path("account").asText()).isEqualTo(reader.id());
            assertThat(receipt.path("read").asInt()).isEqualTo(seq);
        });
        JsonNode position = reader.api().get(place).ok().path("position");
        assertThat(position.path("readSeq").asInt()).isEqualTo(seq);
        assertThat(position.path("unread").asInt()).isEqualTo(4 - seq);
    }
}
