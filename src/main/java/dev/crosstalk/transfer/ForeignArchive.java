package dev.crosstalk.transfer;

import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.Json;
import dev.crosstalk.replay.AccountNames;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** An archive of Crosstalk that is made out of something else. What is written of a room waits in a file until its members are known. */
final class ForeignArchive implements AutoCloseable {
    private final OutputStream out;
    private final AccountNames names = new AccountNames();
    private final Map<String, String> accounts = new HashMap<>();
    private final Set<String> written = new HashSet<>();
    private final Tally tally = new Tally();
    private final Set<Set<String>> met = new HashSet<>();
    private long lines;
    private int rooms;

    ForeignArchive(Path file, long now) throws IOException {
        this.out = new BufferedOutputStream(Files.newOutputStream(file));
        write(ArchiveLine.Header.of(ArchiveLine.APPLICATION, now));
    }

    Tally tally() {
        return tally;
    }

    /** Makes the person known, and gives a name that an account may have. Call it between rooms, or before somebody is named. */
    String person(String id, String wanted) {
        return accounts.computeIfAbsent(id, unseen -> names.give(wanted));
    }

    /** The name of somebody who is known, or null. */
    String name(String id) {
        return accounts.get(id);
    }

    /** How many are known. */
    int people() {
        return accounts.size();
    }

    /** How many rooms were begun. */
    int rooms() {
        return rooms;
    }

    Room room(Room.Heading heading) throws IOException {
        rooms++;
        return new Room(this, heading);
    }

    /** Whether these two, or the one, have no direct conversation yet. */
    boolean isFirst(Set<String> people) {
        return !met.contains(people);
    }

    /**
     * How a conversation of certain people is called: not at all, so that it is found by them, unless they have had one before.
     *
     * @return null for none
     */
    String title(ConversationKind kind, Set<String> people) {
        boolean first = met.add(Set.copyOf(people));
        return first || kind == ConversationKind.DIRECT ? null : "imported " + rooms;
    }

    /** Writes the account of somebody who is known, unless it was written before. */
    void account(String id) throws IOException {
        if (written.add(id)) {
            write(ArchiveLine.Account.named(id, accounts.get(id)));
        }
    }

    void write(ArchiveLine line) throws IOException {
        out.write(Json.write(line).getBytes(StandardCharsets.UTF_8));
        out.write('\n');
        lines++;
    }

    /** Appends lines that were written elsewhere. */
    void append(Path file, long count) throws IOException {
        Files.copy(file, out);
        lines += count;
    }

    @Override
    public void close() throws IOException {
        write(new ArchiveLine.End(lines));
        out.close();
    }
}
