package dev.crosstalk.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.SearchCommand.Hit;
import dev.crosstalk.bus.SearchCommand.Messages;
import dev.crosstalk.bus.StoredMessageCommand.Edit;
import dev.crosstalk.testing.MariaDb;
import dev.crosstalk.testing.SearchServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages on MariaDB, found by OpenSearch, which dies. */
@Timeout(240)
class SearchStoreDownIT {
    private final SearchServer server = SearchServer.openSearch();
    private final SearchNode node = SearchNode.start(MariaDb.shared().freshDatabase(), server.url());

    @AfterEach
    void stop() {
        node.close();
        server.close();
    }

    private List<Long> seqs(Caller caller, String query) {
        return node.find(caller, query).hits().stream().map(Hit::seq).toList();
    }

    @Test
    void a_store_that_is_down_is_said_by_a_code_harms_no_chat_and_is_caught_up_with() {
        Caller alice = node.guest("alice");
        ConversationId room = node.open(alice, ConversationKind.ROOM, "Kitchen");
        node.awaitIndex(alice);
        node.say(alice, room, "bread");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(seqs(alice, "bread")).containsExactly(1L));

        server.kill();
        assertThat(node.refusal(alice, new Messages("bread", null, null))).isEqualTo(FailureCode.SEARCH_UNAVAILABLE);
        for (int i = 0; i < 20; i++) {
            node.say(alice, room, "butter");
        }
        node.ask(alice, new Edit(room, 1, "cheese"));

        server.restart();
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
            assertThat(seqs(alice, "butter")).hasSize(20);
            assertThat(seqs(alice, "cheese")).containsExactly(1L);
            assertThat(seqs(alice, "bread")).isEmpty();
        });
    }

    @Test
    void a_store_that_was_emptied_is_filled_again_by_itself() {
        Caller alice = node.guest("alice");
        ConversationId room = node.open(alice, ConversationKind.ROOM, "Kitchen");
        node.awaitIndex(alice);
        node.say(alice, room, "bread");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(seqs(alice, "bread")).containsExactly(1L));
        String name =
                server.ask("GET", "/_cat/indices/crosstalk-messages-*?h=index").strip();
        server.ask("DELETE", "/" + name);
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(seqs(alice, "bread")).containsExactly(1L));
    }
}
