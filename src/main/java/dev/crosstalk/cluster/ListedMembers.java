package dev.crosstalk.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.TcpIpConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The list of members by which a node finds its cluster; while it joins, those of them where nobody listens are left out.
 *
 * <p>Hazelcast asks all and waits a full second for those who do not answer, so that the first node of a cluster would wait
 * for peers that are not running. It reads this list after it has bound its own port: of two nodes that start at the same
 * moment at least one sees the other, therefore no two begin a cluster each.
 */
final class ListedMembers extends TcpIpConfig {
    private static final int CONNECT_MS = 1_000;
    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern WITH_PORT = Pattern.compile("(\\[[^\\]]+]|[^:*]+):(\\d{1,9})");

    private volatile boolean joining;

    private ListedMembers(TcpIpConfig listed) {
        setEnabled(listed.isEnabled());
        setMembers(listed.getMembers());
        setRequiredMember(listed.getRequiredMember());
        setConnectionTimeoutSeconds(listed.getConnectionTimeoutSeconds());
    }

    /** Puts itself in the place of the list of this configuration. */
    static ListedMembers of(Config config) {
        JoinConfig join = config.getAdvancedNetworkConfig().isEnabled()
                ? config.getAdvancedNetworkConfig().getJoin()
                : config.getNetworkConfig().getJoin();
        ListedMembers members = new ListedMembers(join.getTcpIpConfig());
        join.setTcpIpConfig(members);
        return members;
    }

    /** Whether those that do not listen are left out. Once a node has joined it looks for all of them, for they may come. */
    void joining(boolean now) {
        joining = now;
    }

    @Override
    public List<String> getMembers() {
        List<String> all = super.getMembers();
        return joining ? thatMayListen(all) : all;
    }

    /** Asks all at once: each that is down may take as long as {@link #CONNECT_MS}. */
    private static List<String> thatMayListen(List<String> members) {
        List<CompletableFuture<Boolean>> answers = members.stream()
                .map(member -> CompletableFuture.supplyAsync(() -> mayListen(member), ListedMembers::inThread))
                .toList();
        return IntStream.range(0, members.size())
                .filter(i -> answers.get(i).join())
                .mapToObj(members::get)
                .toList();
    }

    private static void inThread(Runnable question) {
        Thread thread = new Thread(question, "crosstalk-member");
        thread.setDaemon(true);
        thread.start();
    }

    /** What does not name one port is left to Hazelcast. */
    private static boolean mayListen(String member) {
        Matcher address = WITH_PORT.matcher(member);
        if (!address.matches()) {
            return true;
        }
        int port = Integer.parseInt(address.group(2));
        return port > HIGHEST_PORT || listens(address.group(1), port);
    }

    private static boolean listens(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
