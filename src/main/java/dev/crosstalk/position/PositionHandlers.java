package dev.crosstalk.position;

import dev.crosstalk.bus.Handlers;
import dev.crosstalk.bus.PositionCommand;

/** The position commands on the bus. */
public final class PositionHandlers {
    private PositionHandlers() {}

    public static Handlers of(PositionService positions, MarkFanOut fanOut) {
        return new Handlers()
                .on(PositionCommand.Mark.class, positions::mark)
                .on(PositionCommand.MarkMany.class, fanOut::mark)
                .on(PositionCommand.MarkOwned.class, positions::markOwned)
                .on(PositionCommand.MarkUnread.class, positions::markUnread)
                .on(PositionCommand.Arrange.class, positions::arrange)
                .on(PositionCommand.ListReceipts.class, positions::receipts)
                .onInternal(PositionCommand.FillReceipts.class, positions::fillReceipts);
    }
}
