package dev.crosstalk.bridge;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.CommandType;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.PresenceCommand.Heard;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the presence service who was heard on this node: one request for each node that keeps some of them. On the hub's context. */
final class Beat {
    private static final Logger LOG = LoggerFactory.getLogger(Beat.class);

    private static final long ARRIVALS_MS = 200;

    private final Vertx vertx;
    private final Bus bus;
    private final Sockets sockets;
    private final Set<AccountId> arrived = new LinkedHashSet<>();

    Beat(Vertx vertx, Bus bus, Sockets sockets) {
        this.vertx = vertx;
        this.bus = bus;
        this.sockets = sockets;
    }

    /** Everybody who was heard lately. */
    void send() {
        arrived.clear();
        tell(sockets.heard());
    }

    /** Somebody's first socket: others should not have to wait for the next beat. Those who come together are told together. */
    void arrived(AccountId account) {
        if (arrived.isEmpty()) {
            vertx.setTimer(ARRIVALS_MS, id -> {
                tell(List.copyOf(arrived));
                arrived.clear();
            });
        }
        arrived.add(account);
    }

    private void tell(Collection<AccountId> accounts) {
        Map<String, List<AccountId>> byNode = new HashMap<>();
        for (AccountId account : accounts) {
            bus.topology()
                    .keyed(CommandType.PRESENCE, account.value())
                    .ifPresent(node -> byNode.computeIfAbsent(node, id -> new ArrayList<>())
                            .add(account));
        }
        byNode.values()
                .forEach(heard -> bus.request(
                                null, new Heard(heard), heard.get(0).value())
                        .onFailure(Beat::failed));
    }

    /** A node without presence, or one that has just gone, is no news: the next beat goes elsewhere. */
    private static void failed(Throwable error) {
        if (error instanceof Failure failure && failure.code() == FailureCode.UNAVAILABLE) {
            LOG.debug("Nobody keeps presence now");
        } else {
            LOG.warn("Presence was not told who is here: {}", error.getMessage());
        }
    }
}
