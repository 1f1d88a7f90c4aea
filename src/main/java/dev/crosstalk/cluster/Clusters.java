package dev.crosstalk.cluster;

import com.hazelcast.core.HazelcastInstance;
import dev.crosstalk.config.StartupFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Starts a node's Vert.x, in a cluster or alone. */
public final class Clusters {
    private static final int CONNECT_MS = 3_000;
    private static final long PING_MS = 5_000;
    /** Hazelcast's calls wait for partitions to move after a crash; they run on workers, and are no reason for an alarm. */
    private static final long WORKER_ALARM_S = 90;

    private Clusters() {}

    /** As {@link #start(ClusterSettings, VertxOptions, Consumer)}, with nothing to do meanwhile. */
    static Future<ClusterNode> start(ClusterSettings settings, VertxOptions options) {
        return start(settings, options, vertx -> {});
    }

    /**
     * @param options of the Vert.x; those of its event bus are replaced
     * @param meanwhile is given the Vert.x at once, to begin what needs neither the bus nor other nodes; must not throw
     * @return when the node is a member, or a {@link StartupFailure} that names the address at fault
     */
    public static Future<ClusterNode> start(ClusterSettings settings, VertxOptions options, Consumer<Vertx> meanwhile) {
        if (!settings.enabled()) {
            Vertx vertx = Vertx.vertx(options);
            meanwhile.accept(vertx);
            return Future.succeededFuture(new ClusterNode(vertx, new SingleNode()));
        }
        try {
            requireAddresses(settings);
            return join(settings, options, meanwhile);
        } catch (StartupFailure failure) {
            return Future.failedFuture(failure);
        }
    }

    private static Future<ClusterNode> join(ClusterSettings settings, VertxOptions options, Consumer<Vertx> meanwhile) {
        HealingClusterManager manager = new HealingClusterManager(HazelcastConfigs.of(settings), meanwhile);
        VertxOptions clustered = new VertxOptions(options)
                .setMaxWorkerExecuteTime(WORKER_ALARM_S)
                .setMaxWorkerExecuteTimeUnit(TimeUnit.SECONDS)
                .setEventBusOptions(busOptions(settings));
        return Vertx.builder()
                .with(clustered)
                .withClusterManager(manager)
                .buildClustered()
                .compose(vertx ->
                        HazelcastTopology.start(vertx, manager).map(topology -> new ClusterNode(vertx, topology)))
                .recover(error -> {
                    terminate(manager.getHazelcastInstance());
                    return Future.failedFuture(failure(settings, error));
                });
    }

    /** A peer that was frozen or cut off is found out by the bus's own pings well before the cluster drops it. */
    private static EventBusOptions busOptions(ClusterSettings settings) {
        return new EventBusOptions()
                .setHost(settings.host())
                .setPort(settings.busPort())
                .setConnectTimeout(CONNECT_MS)
                .setClusterPingInterval(PING_MS)
                .setClusterPingReplyInterval(PING_MS);
    }

    private static void terminate(HazelcastInstance hazelcast) {
        if (hazelcast != null && hazelcast.getLifecycleService().isRunning()) {
            hazelcast.getLifecycleService().terminate();
        }
    }

    /** Asked beforehand because Hazelcast and Vert.x answer a port in use with pages of stack. */
    private static void requireAddresses(ClusterSettings settings) {
        if (settings.hazelcastConfig() == null) {
            requireFree("cluster.port", settings.host(), settings.port());
        }
        requireFree("cluster.busPort", settings.host(), settings.busPort());
    }

    private static void requireFree(String key, String host, int port) {
        try {
            InetAddress address = InetAddress.getByName(host);
            if (NetworkInterface.getByInetAddress(address) == null) {
                throw new StartupFailure("cluster.host: " + host + " is no address of this machine");
            }
            new ServerSocket(port, 1, address).close();
        } catch (BindException e) {
            throw new StartupFailure(key + ": " + host + ":" + port + " is in use");
        } catch (IOException e) {
            throw new StartupFailure(key + ": " + host + ":" + port + " cannot be listened on: " + e.getMessage());
        }
    }

    private static StartupFailure failure(ClusterSettings settings, Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartupFailure failure) {
                return failure;
            }
        }
        return new StartupFailure(
                "cluster: it cannot be joined from " + settings.host() + ":" + settings.port() + ": " + error);
    }
}
