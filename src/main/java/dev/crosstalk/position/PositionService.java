package dev.crosstalk.position;

import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.PositionCommand.Arrange;
import dev.crosstalk.bus.PositionCommand.Device;
import dev.crosstalk.bus.PositionCommand.FillReceipts;
import dev.crosstalk.bus.PositionCommand.FilledReceipts;
import dev.crosstalk.bus.PositionCommand.ListReceipts;
import dev.crosstalk.bus.PositionCommand.Mark;
import dev.crosstalk.bus.PositionCommand.MarkOwned;
import dev.crosstalk.bus.PositionCommand.MarkUnread;
import dev.crosstalk.bus.PositionCommand.Marked;
import dev.crosstalk.bus.PositionCommand.MarkedMany;
import dev.crosstalk.bus.PositionCommand.Placed;
import dev.crosstalk.bus.PositionCommand.Receipt;
import dev.crosstalk.bus.PositionCommand.Receipts;
import dev.crosstalk.bus.PositionCommand.Unmarked;
import dev.crosstalk.bus.ReceiptEvent;
import dev.crosstalk.bus.ReceiptsEvent;
import dev.crosstalk.bus.ReceiptsWithheld;
import dev.crosstalk.conversation.Access;
import dev.crosstalk.position.PositionStore.Cursors;
import dev.crosstalk.position.PositionStore.Standing;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** The rules of reading positions and receipts. */
public final class PositionService {
    private final PositionStore store;
    private final int groupLimit;

    /** @param groupLimit in conversations with more members than this nobody is told of the others' receipts */
    public PositionService(PositionStore store, int groupLimit) {
        this.store = store;
        this.groupLimit = groupLimit;
    }

    public Future<Marked> mark(Caller caller, Mark command) {
        return store.mark(caller, command);
    }

    /** One that is refused hurts no other. */
    public Future<MarkedMany> markOwned(Caller caller, MarkOwned command) {
        List<Marked> marked = new ArrayList<>();
        List<Unmarked> failed = new ArrayList<>();
        List<Future<?>> all = new ArrayList<>();
        for (Mark mark : command.marks()) {
            all.add(store.mark(caller, mark)
                    .onSuccess(marked::add)
                    .onFailure(error -> failed.add(
                            new Unmarked(mark.conversation(), Failure.of(error).wire()))));
        }
        return Future.join(all).transform(done -> Future.succeededFuture(new MarkedMany(marked, failed)));
    }

    public Future<Placed> markUnread(Caller caller, MarkUnread command) {
        return store.change(
                caller,
                command.conversation(),
                (place, first, last, now) -> PositionRules.markUnread(place, command, first, last));
    }

    public Future<Placed> arrange(Caller caller, Arrange command) {
        return store.change(
                caller,
                command.conversation(),
                (place, first, last, now) -> PositionRules.arrange(place, command, last, now));
    }

    public Future<Receipts> receipts(Caller caller, ListReceipts command) {
        return standing(caller, command.conversation()).compose(standing -> {
            Access.requireMember(standing.open(), standing.membership());
            boolean withheld = standing.memberCount() > groupLimit;
            Future<List<Cursors>> found = withheld
                    ? store.cursors(command.conversation(), caller.account())
                            .map(own -> own.stream().toList())
                    : store.cursors(command.conversation(), command.after() == null ? -1 : command.after());
            Future<List<Device>> devices = store.devices(caller, command.conversation());
            return Future.all(found, devices).map(both -> {
                List<Receipt> receipts = found.result().stream()
                        .map(one -> receipt(one, caller, standing))
                        .toList();
                return new Receipts(standing.receiptRev(), receipts, withheld ? true : null, devices.result());
            });
        });
    }

    /** Who does not tell is not told. */
    private static Receipt receipt(Cursors cursors, Caller caller, Standing standing) {
        boolean own = cursors.account().equals(caller.account());
        boolean shown = own || (cursors.publishes() && standing.receipts());
        return new Receipt(
                cursors.account(),
                cursors.delivered(),
                time(cursors.deliveredAt()),
                shown ? cursors.read() : null,
                shown ? time(cursors.readAt()) : null);
    }

    private static Long time(long stored) {
        return stored == 0 ? null : stored;
    }

    /** For everyone at once: a hub that lost an event asks it. */
    public Future<FilledReceipts> fillReceipts(FillReceipts command) {
        return standing(null, command.conversation())
                .compose(standing -> standing.memberCount() > groupLimit
                        ? Future.succeededFuture(withheld(command.conversation(), standing.receiptRev()))
                        : store.cursors(command.conversation(), command.since())
                                .map(found -> filled(command.conversation(), standing, found)));
    }

    private static FilledReceipts withheld(ConversationId conversation, long receiptRev) {
        return new FilledReceipts(receiptRev, List.of(new ReceiptsWithheld(conversation, receiptRev)));
    }

    private static FilledReceipts filled(ConversationId conversation, Standing standing, List<Cursors> found) {
        List<ReceiptsEvent> receipts = found.stream()
                .filter(one -> one.receiptRev() <= standing.receiptRev())
                .<ReceiptsEvent>map(one -> new ReceiptEvent(
                        conversation,
                        one.receiptRev(),
                        one.account(),
                        one.delivered(),
                        one.publishes() ? one.read() : null,
                        one.publishes() ? Math.max(one.deliveredAt(), one.readAt()) : one.deliveredAt()))
                .toList();
        return new FilledReceipts(standing.receiptRev(), receipts);
    }

    private Future<Standing> standing(Caller caller, ConversationId conversation) {
        return store.standing(caller, conversation).map(found -> found.orElseThrow(FailureCode.NOT_FOUND::failure));
    }
}
