package dev.crosstalk.search;

import dev.crosstalk.testing.SearchServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class OpenSearchIndexIT extends ElasticIndexContract {
    private static SearchServer server;

    @BeforeAll
    static void start() {
        server = SearchServer.openSearch();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    SearchServer server() {
        return server;
    }
}
