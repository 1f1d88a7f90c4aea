package dev.crosstalk.bridge;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.PositionCommand.FillReceipts;
import dev.crosstalk.bus.PositionCommand.FilledReceipts;
import dev.crosstalk.bus.ReceiptEvent;
import dev.crosstalk.bus.ReceiptsEvent;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The receipts of conversations, as a database would keep them: of each account its last one. */
final class ReceiptLine {
    private final Map<ConversationId, Map<AccountId, ReceiptEvent>> rows = new HashMap<>();
    private final List<FillReceipts> asked = new ArrayList<>();

    /** Somebody reads, without anybody being told. */
    synchronized ReceiptEvent read(long conversation, long account, long seq) {
        ConversationId id = new ConversationId(conversation);
        ReceiptEvent event = new ReceiptEvent(id, head(id) + 1, new AccountId(account), seq, seq, 1);
        rows.computeIfAbsent(id, key -> new HashMap<>()).put(event.account(), event);
        return event;
    }

    synchronized long head(ConversationId id) {
        return rows.getOrDefault(id, Map.of()).values().stream()
                .mapToLong(ReceiptEvent::receiptRev)
                .max()
                .orElse(0);
    }

    synchronized List<FillReceipts> asked() {
        return List.copyOf(asked);
    }

    synchronized Future<FilledReceipts> fill(FillReceipts command) {
        asked.add(command);
        return Future.succeededFuture(new FilledReceipts(
                head(command.conversation()),
                rows.getOrDefault(command.conversation(), Map.of()).values().stream()
                        .filter(event -> event.receiptRev() > command.since())
                        .sorted(Comparator.comparingLong(ReceiptEvent::receiptRev))
                        .<ReceiptsEvent>map(event -> event)
                        .toList()));
    }
}
