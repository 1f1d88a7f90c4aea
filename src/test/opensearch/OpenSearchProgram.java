import org.codelibs.opensearch.runner.OpenSearchRunner;

/** OpenSearch as a program: its directory and its port. Run from its source, as its libraries are not those of the tests. */
public final class OpenSearchProgram {
    public static void main(String[] arguments) throws Exception {
        OpenSearchRunner runner = new OpenSearchRunner();
        runner.onBuild((number, settings) -> {
            settings.put("http.port", arguments[1]);
            settings.put("transport.port", arguments[2]);
            settings.put("discovery.type", "single-node");
            settings.putList("discovery.seed_hosts");
            settings.remove("cluster.initial_cluster_manager_nodes");
        });
        runner.build(OpenSearchRunner.newConfigs()
                .basePath(arguments[0])
                .clusterName("crosstalk-" + arguments[1])
                .numOfNode(1));
        System.out.println("OpenSearch is there");
        Thread.currentThread().join();
    }
}
