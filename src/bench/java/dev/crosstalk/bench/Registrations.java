package dev.crosstalk.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.hazelcast.core.Hazelcast;
import dev.crosstalk.bus.Json;
import dev.crosstalk.cluster.ClusterNode;
import dev.crosstalk.cluster.ClusterSettings;
import dev.crosstalk.cluster.Clusters;
import dev.crosstalk.testing.FreePorts;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How many registrations of the event bus a cluster has, as one sees who joins it for a moment. */
final class Registrations {
    private static final String MAP = "__vertx.subs";

    private Registrations() {}

    static int count(Path nodeConfig) {
        ClusterNode member = null;
        try {
            member = Clusters.start(settings(nodeConfig), new VertxOptions(), vertx -> {})
                    .await(1, TimeUnit.MINUTES);
            return Hazelcast.getAllHazelcastInstances().iterator().next().getMultiMap(MAP).size();
        } catch (TimeoutException e) {
            throw new IllegalStateException("the cluster cannot be joined", e);
        } finally {
            if (member != null) {
                member.vertx().close().await();
            }
        }
    }

    /** As the node's, on ports of one's own. */
    private static ClusterSettings settings(Path nodeConfig) {
        try {
            JsonNode cluster = Json.parse(Files.readString(nodeConfig)).path("cluster");
            List<Integer> ports = FreePorts.several(2);
            ObjectNode own = ((ObjectNode) Json.tree(ClusterSettings.DEFAULTS)).setAll((ObjectNode) cluster);
            own.put("port", ports.get(0)).put("busPort", ports.get(1));
            return Json.read(own, ClusterSettings.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
