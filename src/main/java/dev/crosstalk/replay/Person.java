package dev.crosstalk.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosstalk.bus.AccountCommand;
import dev.crosstalk.bus.CommandType;
import dev.crosstalk.bus.ConversationCommand;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Json;
import dev.crosstalk.bus.MessageCommand;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An account on a bridge socket of its own. All its state belongs to one event loop; its public verbs may be called from
 * anywhere.
 */
final class Person implements Connection.Listener {
    private final Stage stage;
    private final Context context;
    private final String name;
    private final HttpApi.SignedIn account;
    private final Delivery delivery;
    private final BridgeClient bridge;
    private final Map<String, Membership> memberships = new HashMap<>();

    /**
     * @param context of the event loop that the person lives on
     * @param delivery the reader of that event loop
     * @param node the number of the first node to connect to
     */
    Person(Stage stage, Context context, Delivery delivery, int node, String name, HttpApi.SignedIn account) {
        this.stage = stage;
        this.context = context;
        this.delivery = delivery;
        this.name = name;
        this.account = account;
        this.bridge = new BridgeClient(stage, node, account.token(), this);
    }

    String name() {
        return name;
    }

    HttpApi.SignedIn account() {
        return account;
    }

    Future<Void> connect() {
        return here(bridge::open);
    }

    /** Becomes a member of the room and subscribes to it. */
    Future<Void> enter(Room room) {
        return here(() -> bridge.ask(CommandType.address(ConversationCommand.Join.class), about(room))
                .compose(view -> subscribe(room, view)));
    }

    /** Says a line; completes when it is acknowledged. */
    Future<Void> say(Room room, int line, String text) {
        return here(() -> {
            ObjectNode body = about(room).put("text", text).put("clientId", room.clientId(line));
            room.sending(line, System.nanoTime());
            return bridge.ask(CommandType.address(MessageCommand.Post.class), body)
                    .map(answer -> acknowledged(room, line, answer));
        });
    }

    /** Takes another name, unless the server has given it to somebody else. */
    Future<Void> takeName(String other) {
        return here(() -> bridge.ask(
                        CommandType.address(AccountCommand.Rename.class),
                        Json.object().put("name", other))
                .onSuccess(renamed -> stage.measurements().renames.increment())
                .<Void>mapEmpty()
                .recover(this::unlessTaken));
    }

    /** What has arrived in every room so far. */
    Future<List<Membership.Standing>> standings() {
        return here(() -> Future.succeededFuture(
                memberships.values().stream().map(Membership::standing).toList()));
    }

    Future<Void> leave() {
        return here(() -> {
            bridge.close();
            return Future.succeededFuture();
        });
    }

    @Override
    public void opened() {
        List.copyOf(memberships.values()).forEach(this::subscribeAgain);
    }

    @Override
    public void lost() {
        bridge.lost();
    }

    @Override
    public void received(String frame) {
        delivery.read(frame);
        Membership membership = memberships.get(delivery.address);
        if (membership != null && "rec".equals(delivery.frameType)) {
            membership.received(delivery);
            return;
        }
        JsonNode other = Json.parse(frame);
        if (!bridge.answered(other) && "err".equals(delivery.frameType)) {
            refused(membership, BridgeClient.failure(other));
        }
    }

    /** The server may end a subscription, and may allow it again after an outage of its own. */
    private void refused(Membership membership, Failure failure) {
        if (membership != null) {
            subscribeAgain(membership);
        } else if (delivery.address == null) {
            stage.violations().add(name + " was told of an error: " + failure.getMessage());
        }
    }

    private Future<Void> subscribe(Room room, JsonNode view) {
        memberships.computeIfAbsent(room.address(), address -> {
            stage.measurements().joins.increment();
            return new Membership(
                    bridge,
                    name,
                    room,
                    view.path("rev").asLong(),
                    view.path("lastSeq").asInt(),
                    stage.measurements());
        });
        return bridge.register(room.address());
    }

    private void subscribeAgain(Membership membership) {
        membership.fill(() -> bridge.register(membership.room().address()));
    }

    private Future<Void> unlessTaken(Throwable error) {
        if (error instanceof Failure failure && failure.code() == FailureCode.NAME_TAKEN) {
            stage.measurements().renamesRefused.increment();
            return Future.succeededFuture();
        }
        return Future.failedFuture(error);
    }

    private Void acknowledged(Room room, int line, JsonNode answer) {
        stage.measurements().acknowledged(room.nanosSince(line, System.nanoTime()));
        stage.measurements().posts.increment();
        if (answer.path("duplicate").asBoolean()) {
            stage.measurements().duplicatesAnswered.increment();
        }
        if (answer.path("seq").asLong() != line + 1) {
            room.violated("line " + (line + 1) + " was acknowledged as number " + answer.path("seq"));
        }
        return null;
    }

    private static ObjectNode about(Room room) {
        return Json.object().put("conversation", room.conversation());
    }

    private <T> Future<T> here(Supplier<Future<T>> action) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(now -> action.get().onComplete(promise));
        return promise.future();
    }
}
