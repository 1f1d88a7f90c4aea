package dev.crosstalk.cluster;

import java.util.List;

/**
 * The cluster that a node joins.
 *
 * <p>Neither the members' port nor the bus port authenticates or encrypts: put {@code host} on a network that only the nodes
 * reach.
 *
 * @param enabled whether the node joins a cluster at all; false by default
 * @param name nodes of another name are not let in; {@code crosstalk} by default
 * @param host the address of this machine on which the cluster's ports listen, a number and not a name; 127.0.0.1 by default
 * @param port the members' port; 5701 by default
 * @param members where members may be found, {@code address} or {@code address:port}, this node among them or not;
 *     127.0.0.1:5701 by default
 * @param busPort the port of the event bus; 0, the default, takes any that is free
 * @param hazelcastConfig a Hazelcast XML file that replaces {@code name}, {@code host}, {@code port} and {@code members} for
 *     Hazelcast; {@code host} remains the bus's; null by default
 */
public record ClusterSettings(
        boolean enabled,
        String name,
        String host,
        int port,
        List<String> members,
        int busPort,
        String hazelcastConfig) {
    private static final int DEFAULT_PORT = 5701;
    private static final int MOST = 65_535;

    public static final ClusterSettings DEFAULTS = new ClusterSettings(
            false, "crosstalk", "127.0.0.1", DEFAULT_PORT, List.of("127.0.0.1:" + DEFAULT_PORT), 0, null);

    public ClusterSettings {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("name must not be empty");
        }
        if (host == null || !host.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            throw new IllegalArgumentException("host must be an IP address, not " + host);
        }
        if (port < 1 || port > MOST) {
            throw new IllegalArgumentException("port must be between 1 and 65535");
        }
        if (busPort < 0 || busPort > MOST) {
            throw new IllegalArgumentException("busPort must be between 0 and 65535");
        }
        members = members == null ? List.of() : List.copyOf(members);
    }
}
