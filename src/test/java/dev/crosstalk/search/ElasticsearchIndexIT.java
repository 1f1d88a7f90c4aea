package dev.crosstalk.search;

import dev.crosstalk.testing.SearchServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class ElasticsearchIndexIT extends ElasticIndexContract {
    private static SearchServer server;

    @BeforeAll
    static void start() {
        server = SearchServer.elasticsearch();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    SearchServer server() {
        return server;
    }
}
