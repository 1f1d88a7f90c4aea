package dev.crosstalk.cluster;

import dev.crosstalk.bus.Topology;
import io.vertx.core.Vertx;

/** A node that has joined its cluster, or stands alone. Closing the Vert.x leaves the cluster. */
public record ClusterNode(Vertx vertx, Topology topology) {}
