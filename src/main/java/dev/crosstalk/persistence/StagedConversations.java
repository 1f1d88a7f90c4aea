package dev.crosstalk.persistence;

import dev.crosstalk.archive.ArchiveCheck;
import dev.crosstalk.bus.ArchiveCommand.Stage;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Json;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What each conversation of an archive becomes, from its first lines on. */
final class StagedConversations {
    private final IdMaker ids;

    StagedConversations(IdMaker ids) {
        this.ids = ids;
    }

    /** @param mine whether the asking attempt has staged it, or found it committed, from that line of its archive on */
    record Place(ConversationId id, boolean committed, boolean mine, long line) {}

    /** @return fails with {@link FailureCode#BAD_ARCHIVE} if it comes a second time */
    Future<Place> place(Statements statements, Stage command) {
        Optional<Long> begun = IntStream.range(0, command.lines().size())
                .filter(index -> command.lines().get(index) instanceof ArchiveLine.Conversation)
                .mapToObj(index -> command.line() + index)
                .findFirst();
        return find(statements, command).compose(found -> {
            if (begun.isEmpty()) {
                return Future.succeededFuture(found.orElseThrow(
                        () -> FailureCode.BAD_ARCHIVE.because("The lines of a conversation begin with its own.")));
            }
            if (found.isEmpty()) {
                return insert(statements, command, begun.get());
            }
            Place place = found.get();
            if (place.mine() && place.line() != begun.get()) {
                throw ArchiveCheck.at(begun.get(), "the conversation " + command.original() + " comes twice");
            }
            return place.mine() ? found(place) : takeOver(statements, command, place, begun.get());
        });
    }

    private static Future<Place> found(Place place) {
        return Future.succeededFuture(place);
    }

    private static Future<Optional<Place>> find(Statements statements, Stage command) {
        return statements.first(
                "SELECT conversation_id, committed, line_number, CASE WHEN attempt = ? THEN 1 ELSE 0 END AS mine"
                        + " FROM import_conversation WHERE import_id = ? AND original = ?",
                List.of(Binary.of(command.attempt()), Binary.of(command.id()), command.original()),
                row -> new Place(
                        new ConversationId(row.getLong("conversation_id")),
                        row.getInteger("committed") == 1,
                        row.getInteger("mine") == 1,
                        row.getLong("line_number")));
    }

    private Future<Place> insert(Statements statements, Stage command, long line) {
        ConversationId id = new ConversationId(ids.next());
        ArchiveLine conversation = command.lines().get((int) (line - command.line()));
        return statements
                .run(
                        "INSERT INTO import_conversation (import_id, original, application_id, conversation_id, committed,"
                                + " line, attempt, line_number) VALUES (?, ?, ?, ?, 0, ?, ?, ?)",
                        Arrays.asList(
                                Binary.of(command.id()),
                                command.original(),
                                command.application().value(),
                                id.value(),
                                Json.write(conversation),
                                Binary.of(command.attempt()),
                                line))
                .map(new Place(id, false, true, line));
    }

    /** What an earlier attempt has committed is noted as come, so that it is noticed if it comes twice. */
    private static Future<Place> takeOver(Statements statements, Stage command, Place place, long line) {
        return statements
                .update(
                        "UPDATE import_conversation SET attempt = ?, line_number = ? WHERE import_id = ? AND original = ?",
                        Binary.of(command.attempt()),
                        line,
                        Binary.of(command.id()),
                        command.original())
                .map(new Place(place.id(), place.committed(), true, line));
    }
}
