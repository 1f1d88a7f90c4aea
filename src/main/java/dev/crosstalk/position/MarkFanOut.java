package dev.crosstalk.position;

import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.CommandType;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.PositionCommand.Mark;
import dev.crosstalk.bus.PositionCommand.MarkMany;
import dev.crosstalk.bus.PositionCommand.MarkOwned;
import dev.crosstalk.bus.PositionCommand.Marked;
import dev.crosstalk.bus.PositionCommand.MarkedMany;
import dev.crosstalk.bus.PositionCommand.Unmarked;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Brings the marks of one device to the nodes that own their conversations: one request a node. */
public final class MarkFanOut {
    private final Bus bus;

    public MarkFanOut(Bus bus) {
        this.bus = bus;
    }

    public Future<MarkedMany> mark(Caller caller, MarkMany command) {
        Map<String, List<Mark>> byNode = new LinkedHashMap<>();
        for (Mark mark : command.marks()) {
            String node = bus.topology()
                    .owner(CommandType.CONVERSATION, mark.conversation())
                    .orElseThrow(FailureCode.UNAVAILABLE::failure);
            byNode.computeIfAbsent(node, id -> new ArrayList<>()).add(mark);
        }
        List<Future<MarkedMany>> answers = byNode.values().stream()
                .map(marks -> bus.request(caller, new MarkOwned(marks))
                        .recover(error -> Future.succeededFuture(failed(marks, error))))
                .toList();
        return Future.join(answers).map(all -> together(answers));
    }

    private static MarkedMany failed(List<Mark> marks, Throwable error) {
        Failure.Wire failure = Failure.of(error).wire();
        return new MarkedMany(
                List.of(),
                marks.stream()
                        .map(mark -> new Unmarked(mark.conversation(), failure))
                        .toList());
    }

    private static MarkedMany together(List<Future<MarkedMany>> answers) {
        List<Marked> marked = new ArrayList<>();
        List<Unmarked> failed = new ArrayList<>();
        answers.forEach(answer -> {
            marked.addAll(answer.result().marked());
            failed.addAll(answer.result().failed());
        });
        return new MarkedMany(marked, failed);
    }
}
