package dev.crosstalk;

import dev.crosstalk.application.ApplicationSettings;
import dev.crosstalk.cluster.ClusterSettings;
import dev.crosstalk.http.HttpSettings;
import java.nio.file.Path;

/**
 * What a node is told: where it listens, which verticles it runs, which stores they open, which cluster it joins. Each
 * default is documented at its field.
 *
 * @param dataDirectory where embedded stores keep their files, one process at a time; {@code data} by default
 * @param http the public port
 * @param verticles what this node runs
 * @param applications what holds for applications; the same on every node
 * @param cluster the cluster that this node joins; none by default
 */
public record Config(
        Path dataDirectory,
        HttpSettings http,
        Verticles verticles,
        ApplicationSettings applications,
        ClusterSettings cluster) {
    public Config {
        if (dataDirectory == null || dataDirectory.toString().isBlank()) {
            throw new IllegalArgumentException("dataDirectory is empty");
        }
    }

    public static final Config DEFAULTS = new Config(
            Path.of("data"),
            HttpSettings.DEFAULTS,
            Verticles.DEFAULTS,
            ApplicationSettings.DEFAULTS,
            ClusterSettings.DEFAULTS);
}
