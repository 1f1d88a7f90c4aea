package dev.crosstalk.cache;

import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Recent conversations in Redis, shared by all nodes.
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><th>key</th><th>type</th><th>content</th></tr>
 * <tr><td>{@code recent:CONVERSATION}</td><td>string that expires</td><td>the conversation at one revision, as {@link RecentCodec}
 *     writes it</td></tr>
 * </table>
 */
public final class RedisRecentStore implements RecentStore {
    private static final String PREFIX = "recent:";

    private final RedisLink link;
    private final long keepMs;

    /** Starts to connect; a Redis that is away is only not asked. */
    public RedisRecentStore(Vertx vertx, CacheSettings settings) {
        this.link = new RedisLink(
                vertx,
                settings.store(),
                settings.password() == null ? null : settings.password().reveal(),
                settings.timeoutMs());
        this.keepMs = TimeUnit.HOURS.toMillis(settings.keepHours());
    }

    @Override
    public Future<Optional<RecentConversation>> find(ConversationId conversation) {
        return link.batch(List.of(Request.cmd(Command.GET).arg(PREFIX + conversation)))
                .map(answers -> answers.get(0) == null
                        ? Optional.empty()
                        : RecentCodec.read(answers.get(0).toString()));
    }

    @Override
    public Future<Void> put(RecentConversation recent) {
        return link.batch(List.of(Request.cmd(Command.SET)
                        .arg(PREFIX + recent.conversation())
                        .arg(RecentCodec.write(recent))
                        .arg("PX")
                        .arg(keepMs)))
                .mapEmpty();
    }

    @Override
    public Future<Void> remove(ConversationId conversation) {
        return link.batch(List.of(Request.cmd(Command.DEL).arg(PREFIX + conversation)))
                .mapEmpty();
    }

    @Override
    public Future<Void> close() {
        return link.close();
    }
}
