package dev.crosstalk.persistence;

import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ConversationId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reactions of a staged batch as rows: how many of the kind a message had after each, and how many it has of each kind in the end. */
final class StagedReactions {
    private static final List<String> SUMS = List.of("count", "first_rev");

    private final Statements statements;
    private final ConversationId conversation;
    private final Map<Kind, Use> uses = new HashMap<>();
    private final Set<Long> reacted = new TreeSet<>();

    private record Kind(long seq, String kind) {}

    /** @param firstRev when the kind came into use */
    private record Use(int count, long firstRev) {}

    StagedReactions(Statements statements, ConversationId conversation) {
        this.statements = statements;
        this.conversation = conversation;
    }

    /** The reactions of one message may come in several batches. */
    Future<Void> countEarlier(List<ArchiveLine> lines) {
        Set<Long> begun = lines.stream()
                .filter(ArchiveLine.Message.class::isInstance)
                .map(line -> ((ArchiveLine.Message) line).seq())
                .collect(Collectors.toSet());
        return lines.stream()
                .filter(ArchiveLine.Reaction.class::isInstance)
                .map(line -> ((ArchiveLine.Reaction) line).seq())
                .filter(seq -> !begun.contains(seq))
                .findFirst()
                .map(this::countEarlier)
                .orElse(Future.succeededFuture());
    }

    private Future<Void> countEarlier(long seq) {
        return statements
                .run(
                        "SELECT kind, COUNT(*) AS uses, MIN(first_rev) AS first FROM reaction"
                                + " WHERE conversation_id = ? AND seq = ? GROUP BY kind",
                        List.of(conversation.value(), seq))
                .map(rows -> {
                    rows.forEach(row -> uses.put(
                            new Kind(seq, row.getString("kind")),
                            new Use(row.getInteger("uses"), row.getLong("first"))));
                    return null;
                });
    }

    Object[] row(ArchiveLine.Reaction reaction, long account) {
        reacted.add(reaction.seq());
        Kind kind = new Kind(reaction.seq(), reaction.kind());
        long said = reaction.firstRev() == null ? reaction.rev() : reaction.firstRev();
        Use before = uses.getOrDefault(kind, new Use(0, said));
        Use after = new Use(before.count() + 1, Math.min(before.firstRev(), said));
        uses.put(kind, after);
        return new Object[] {
            reaction.seq(),
            account,
            reaction.kind(),
            1,
            after.count(),
            after.firstRev(),
            reaction.rev(),
            reaction.time()
        };
    }

    /** Counted in the rows, so that a batch that is repeated counts nothing twice. */
    Future<Void> sum() {
        if (reacted.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Long> asked = Marks.padded(reacted);
        List<Object> values = new ArrayList<>(List.of(conversation.value()));
        values.addAll(asked);
        return statements
                .run(
                        "INSERT INTO reaction_kind (application_id, conversation_id, seq, kind, count, first_rev)"
                                + " SELECT application_id, conversation_id, seq, kind, COUNT(*), MIN(first_rev) FROM reaction"
                                + " WHERE conversation_id = ? AND seq IN (" + Marks.list(asked.size())
                                + ") GROUP BY application_id, conversation_id, seq, kind "
                                + statements.dialect().orUpdate("conversation_id, seq, kind", SUMS),
                        values)
                .mapEmpty();
    }
}
